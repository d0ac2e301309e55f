using System.Text;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Providers.Endpoints;
using Extropy.Providers.Recording;
using Extropy.Runs.Effects;
using Extropy.Testing.Endpoints;
using Extropy.Testing.Files;

namespace Extropy.Providers.Tests.Endpoints;

/// <summary>A key comes from the environment or user secrets and is found nowhere afterwards.</summary>
public sealed class ApiKeyTests
{
    [Theory]
    [InlineData("a-key", "b-key", ApiKey.Variable, "a-key")]
    [InlineData(null, "b-key", ApiKey.OpenAIVariable, "b-key")]
    [InlineData("  ", "b-key\n", ApiKey.OpenAIVariable, "b-key")]
    public void Find_Environment_TakesTheFirstVariableThatIsSet(string? own, string? openAI, string source, string value)
    {
        ApiKey key = ApiKey.Find(name => name == ApiKey.Variable ? own : openAI, "/nowhere")!;

        Assert.Equal((source, value), (key.Source, key.Reveal()));
    }

    [Fact]
    public void Find_UserSecrets_AreReadWhenNoVariableIsSet()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("secrets.json");
        File.WriteAllText(file, $$"""{"{{ApiKey.Variable}}": "{{Opening.Secret}}"}""");

        ApiKey key = ApiKey.Find(_ => null, file)!;

        Assert.Equal(Opening.Secret, key.Reveal());
        Assert.Contains("user secrets", key.Source, StringComparison.Ordinal);
        Assert.Null(ApiKey.Find(_ => null, folder.File("none.json")));
    }

    [Theory]
    [InlineData("sk-test-5f1e8a7c93d2b604 and more")]
    [InlineData("sk-test-5f1e8a7c93d2b604\r\nX-Evil: 1")]
    public void Find_ImpossibleKey_IsRefusedWithoutShowingIt(string value)
    {
        BadInputException fault = Assert.Throws<BadInputException>(() => ApiKey.Find(_ => value, "/nowhere"));

        Assert.DoesNotContain("5f1e", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Find_BrokenSecretsFile_IsRefusedWithoutQuotingIt()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("secrets.json"), Opening.Secret);

        BadInputException fault = Assert.Throws<BadInputException>(() => ApiKey.Find(_ => null, folder.File("secrets.json")));

        Assert.DoesNotContain("5f1e", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Print_Key_SaysOnlyWhereItIsFrom() => Assert.Equal($"a key from {ApiKey.Variable}", $"{Opening.Key}");

    [Fact]
    public async Task Ask_EndpointRepeatsTheKey_ItIsNowhere()
    {
        using var folder = new TemporaryFolder();
        string echo = $"Your key {Opening.Secret} is \"known\".";
        await using ModelServer server = ModelServer.Saying(
            ServedReply.Say(echo), ServedReply.Error(401, echo), ServedReply.Error(500, echo), ServedReply.Say("2", model: Opening.Secret), ServedReply.Truncated(echo));
        List<string> said = [];
        await using (Journal journal = Journal.Open(folder.File("journal.db")))
        {
            using ChatModel model = Opening.Model(Opening.Options(server) with { MaxAttempts = 1 });
            var recorded = new RecordedModel(model, journal);
            said.Add((await recorded.Open(Digest.Of("0"), "").AskAsync(Opening.Call(), TestContext.Current.CancellationToken)).Text);
            for (int i = 1; i < 5; i++)
            {
                ModelConversation talk = recorded.Open(Digest.Of($"{i}"), "");
                EndpointException fault = await Assert.ThrowsAsync<EndpointException>(
                    async () => await talk.AskAsync(Opening.Call(), TestContext.Current.CancellationToken));
                said.Add(fault.ToString());
            }

            said.Add(model.Account.Rows[0].ToString());
        }

        Assert.Contains("(key withheld)", said[0], StringComparison.Ordinal);
        Assert.Contains("(key withheld)", said[1], StringComparison.Ordinal);
        Assert.All(said, text => Assert.DoesNotContain(Opening.Secret, text, StringComparison.Ordinal));
        byte[] secret = Encoding.UTF8.GetBytes(Opening.Secret);
        Assert.All(Directory.GetFiles(folder.Path), file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(secret)));
        Assert.All(server.Requests, request => Assert.Contains(Opening.Secret, request.Headers["authorization"], StringComparison.Ordinal)); // it was sent
    }
}
