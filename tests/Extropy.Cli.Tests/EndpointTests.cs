using System.Diagnostics;
using Extropy.Testing.Endpoints;
using Extropy.Testing.Files;

namespace Extropy.Cli.Tests;

/// <summary>Endpoints on the command line, keys in the environment of a process of their own.</summary>
public sealed class EndpointTests
{
    private const string Secret = "sk-cli-0b6d2f9e4a7715c8";

    [Fact]
    public async Task Doctor_KeyAndEndpoint_SaysWhereTheKeyIsAndWhatAnAnswerCosts()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Say($"ready, {Secret}", prompt: 20, output: 4));

        (int code, string said) = await RunAsync("EXTROPY_API_KEY", "doctor", "--json", "--endpoint", $"{server.Address}", "--model-name", "gpt-5-mini");

        Assert.True(code == 0, said);
        Assert.Contains("a key is set in EXTROPY_API_KEY", said, StringComparison.Ordinal);
        Assert.Contains("gpt-5-mini answered in", said, StringComparison.Ordinal);
        Assert.Contains("20 + 4 tokens, 0.000013 USD", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, said, StringComparison.Ordinal);
        Assert.Equal($"Bearer {Secret}", Assert.Single(server.Requests).Headers["authorization"]);
    }

    [Fact]
    public async Task Doctor_EndpointThatRefusesAndRepeatsTheKey_SaysSoWithoutIt()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Error(401, $"Incorrect key: {Secret}"));

        (int code, string said) = await RunAsync("OPENAI_API_KEY", "doctor", "--endpoint", $"{server.Address}", "--model-name", "gpt-5");

        Assert.Equal(1, code);
        Assert.Contains("does not accept the key from OPENAI_API_KEY", string.Join(' ', said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret[..12], said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--endpoint needs --model-name NAME", "--endpoint", "http://127.0.0.1:9/v1")]
    [InlineData("--model-name is about an endpoint", "--model-name", "gpt-5")]
    [InlineData("--endpoint takes an address such as https://host/v1, not 'here'", "--endpoint", "here", "--model-name", "gpt-5")]
    [InlineData("--calls-at-once takes a whole number from 1 to 1024, not '0'", "--calls-at-once", "0")]
    public async Task Doctor_HalfAnEndpoint_IsRefusedInOneSentence(string sentence, params string[] arguments)
    {
        CliRun run = await Cli.RunAsync(["doctor", .. arguments]);

        Assert.Equal(2, run.Code);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Doctor_NobodyThere_IsAFindingAndNotACrash()
    {
        CliRun run = await Cli.RunAsync("doctor", "--json", "--endpoint", "http://127.0.0.1:9/v1", "--model-name", "gpt-5");

        Assert.Equal(1, run.Code);
        Assert.Contains("cannot be reached", run.Result, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> RunAsync(string variable, params string[] arguments)
    {
        using var home = new TemporaryFolder();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "extropy.dll"), .. arguments])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        };
        start.Environment["EXTROPY_API_KEY"] = start.Environment["OPENAI_API_KEY"] = "";
        start.Environment[variable] = Secret;
        start.Environment["EXTROPY_HOME"] = home.Path;
        using Process command = Process.Start(start)!;
        Task<string> output = command.StandardOutput.ReadToEndAsync(), error = command.StandardError.ReadToEndAsync();
        await command.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (command.ExitCode, await output + await error);
    }
}
