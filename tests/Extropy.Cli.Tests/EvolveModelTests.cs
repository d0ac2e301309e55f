using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Extropy.Core.Identity;
using Extropy.Evolution.Sandbox;
using Extropy.Testing.Endpoints;
using Extropy.Testing.Files;

namespace Extropy.Cli.Tests;

/// <summary><c>evolve --proposer model</c> in a process of its own, against a model server on the loopback address that writes C#.</summary>
[Trait("kind", "end-to-end")]
public sealed class EvolveModelTests
{
    private const string Secret = "sk-evolve-91c4e07ab35d2f68";

    [Fact]
    public async Task Evolve_ModelWritesCSharp_CertifiesAndKeepsNoKey()
    {
        await SkipWithoutIsolationAsync();
        using var home = new TemporaryFolder();
        await using var server = new ModelServer(request => Notes(request) ?? Answer(request, $"{Secret} helps"));

        (int code, string output, string error) = await RunAsync(home, [.. Evolve(server, 20), "--money", "5"]);
        (_, string report, _) = await RunAsync(home, ["runs", "report", IdOf(error), "--out", home.File("report.html")]);

        Assert.True(code == 0, output + error);
        JsonNode result = JsonNode.Parse(output)!["result"]!;
        Assert.Equal("holds", (string?)result["certificate"]);
        Assert.InRange((double)result["certifiedValue"]!, 0.84, 1.2); // the start gives 5/6
        Assert.Equal(server.Requests.Count, (int)result["counters"]!["modelCalls"]!);
        Assert.Equal(server.Requests.Count * 10, (int)result["counters"]!["promptTokens"]!);
        Assert.Equal(server.Requests.Count * ((10 * 1.25m) + (5 * 10m)) / 1_000_000, (decimal)result["counters"]!["money"]!); // gpt-5
        Assert.All(server.Requests, request => Assert.Equal($"Bearer {Secret}", request.Headers["authorization"]));
        Assert.Contains(server.Requests, request => request.Turns[0].Contains("A recommendation from the notes", StringComparison.Ordinal));
        Assert.Equal(["Larger corners.", "(key withheld) in the corners."], result["memory"]!["recommendations"]!.AsArray().Select(text => (string?)text));
        string page = File.ReadAllText(home.File("report.html"));
        Assert.Contains("<pre>Corners were tried", page, StringComparison.Ordinal);
        Assert.Contains("<li>Larger corners.</li>", page, StringComparison.Ordinal);
        string said = output + error + report + string.Concat(Directory.GetFiles(home.Path, "*.html", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.DoesNotContain(Secret, said, StringComparison.Ordinal);
        byte[] secret = Encoding.UTF8.GetBytes(Secret);
        Assert.All(Directory.GetFiles(home.Path, "*", SearchOption.AllDirectories), file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(secret)));
    }

    [Fact]
    public async Task Evolve_KilledInTheMiddleOfACall_EndsEquallyWhenResumed()
    {
        await SkipWithoutIsolationAsync();
        using var home = new TemporaryFolder();
        string expected;
        await using (var calm = new ModelServer(request => Answer(request)))
        {
            (_, string output, _) = await RunAsync(home, Evolve(calm, 10));
            expected = Result(output);
        }

        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new ModelServer(request =>
        {
            if (request.Number != 5) return Answer(request);
            reached.SetResult();
            return ServedReply.Silent();
        });
        using Process victim = Start(home, Evolve(server, 10));
        string first = await victim.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        victim.Kill();
        await victim.WaitForExitAsync(TestContext.Current.CancellationToken);
        (int code, string resumed, string error) = await RunAsync(home, ["runs", "resume", IdOf(first)]);

        Assert.True(code == 0, resumed + error);
        Assert.Equal(expected, Result(resumed));
        JsonNode measured = JsonNode.Parse(resumed)!["measured"]!;
        Assert.True((int)measured["callsPossiblyChargedTwice"]! > 0);
        Assert.InRange((int)measured["models"]![0]!["attempts"]!, 1, server.Requests.Count - 6);
        string?[] keys = [.. server.Requests.Select(request => request.IdempotencyKey)];
        Assert.Equal((int)JsonNode.Parse(expected)!["counters"]!["modelCalls"]!, keys.Distinct().Count());
        Assert.True(keys.Length > keys.Distinct().Count(), "the silent call was made again");
    }

    [Fact]
    public async Task Evolve_ModelWritesGenomes_RunsNoCodeOfItsAndSaysThatThePriceIsUnknown()
    {
        await using var server = new ModelServer(GenomeReplies.To);

        CliRun run = await Cli.RunAsync(
            "evolve", "circle-packing-7", "--proposer", "model", "--language", "genome", "--endpoint", $"{server.Address}", "--model-name", "my-own", "--evaluations", "20", "--notes", "0", "--seed", "2");

        Assert.True(run.Code == 0, run.Error);
        string page = string.Join(' ', run.Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("my-own at http://127.0.0.1", page, StringComparison.Ordinal);
        Assert.Contains("written, price unknown", page, StringComparison.Ordinal);
        Assert.Contains($"{server.Requests.Count} for {server.Requests.Count} calls in this session", page, StringComparison.Ordinal);
        Assert.Contains("20 evaluated, 20 correct", page, StringComparison.Ordinal);
        Assert.Contains("other forces", page, StringComparison.Ordinal);
        Assert.All(server.Requests, request => Assert.Contains("A genome is a JSON array", request.Turns[0], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("give --endpoint URL and --model-name NAME", "--proposer", "model")]
    [InlineData("--language is for a model that proposes; give --proposer model too", "--proposer", "scattering", "--language", "python")]
    [InlineData("The price of the model 'my-own' is unknown, so a money limit cannot be kept", "--proposer", "model", "--endpoint", "http://127.0.0.1:9", "--model-name", "my-own", "--money", "1")]
    [InlineData("--temperatures takes numbers from 0 to 2 separated by commas, not '0,3'", "--proposer", "model", "--endpoint", "http://127.0.0.1:9", "--model-name", "m", "--temperatures", "0,3")]
    public async Task Evolve_ModelThatCannotBeAsked_IsRefusedInOneSentence(string sentence, params string[] arguments)
    {
        CliRun run = await Cli.RunAsync(["evolve", "circle-packing-5", "--evaluations", "3", .. arguments]);

        Assert.Equal(2, run.Code);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    private static string[] Evolve(ModelServer server, int evaluations) =>
    [
        "evolve", "circle-packing-5", "--proposer", "model", "--endpoint", $"{server.Address}", "--model-name", "gpt-5", "--calls-at-once", "2",
        "--evaluations", $"{evaluations}", "--json", "--seed", "4",
    ];

    /// <summary>Four circles in the corners and one between them; how large they are depends on what was asked.</summary>
    private static ServedReply Answer(ServedRequest request, string note = "corners")
    {
        string asked = request.Turns[1];
        string size = (0.15 + (Digest.Of(asked).High % 1000 / 10000.0)).ToString("0.0000", CultureInfo.InvariantCulture);
        string nothing = $"        // size {size}\n        return layout;";
        string text = asked.Contains("<<<<<<< SEARCH", StringComparison.Ordinal)
            ? $"NOTE: {note}\n<<<<<<< SEARCH\n        return layout;\n=======\n{nothing}\n>>>>>>> REPLACE"
            : $$"""
                NOTE: {{note}}
                ```csharp
                    static double[,] Run()
                    {
                        const double R = {{size}};
                        var layout = new double[Count, 3];
                        for (int i = 0; i < 4; i++)
                        {
                            layout[i, 0] = i % 2 == 0 ? R : 1 - R;
                            layout[i, 1] = i < 2 ? R : 1 - R;
                            layout[i, 2] = R;
                        }

                        (layout[4, 0], layout[4, 1], layout[4, 2]) = (0.5, 0.5, Math.Sqrt(2) * (0.5 - R) - R - 1e-9);
                {{nothing}}
                    }
                ```
                """;
        return ServedReply.Say(text);
    }

    /// <summary>What the model notes; null where it is asked for a program.</summary>
    private static ServedReply? Notes(ServedRequest request)
    {
        if (!request.Turns[0].StartsWith("You keep the notebook", StringComparison.Ordinal)) return null;
        return ServedReply.Say(
            request.Turns[1].Contains("Write the notebook anew", StringComparison.Ordinal) ? $"Corners were tried <b>{Secret}</b>."
            : request.Turns[1].Contains("Recommend what", StringComparison.Ordinal) ? $"- Larger corners.\n- {Secret} in the corners."
            : "It fills the corners.");
    }

    private static string IdOf(string error) => error.Split(' ')[1];

    private static string Result(string output) => JsonNode.Parse(output)!["result"]!.ToJsonString();

    private static async Task SkipWithoutIsolationAsync()
    {
        SandboxStrength strength = (await ProcessSandbox.DetectAsync()).Strength;
        Assert.SkipUnless(strength.IsStrong, string.Join(' ', strength.Missing));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(TemporaryFolder home, string[] arguments)
    {
        using Process command = Start(home, arguments);
        Task<string> output = command.StandardOutput.ReadToEndAsync(), error = command.StandardError.ReadToEndAsync();
        await command.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (command.ExitCode, await output, await error);
    }

    private static Process Start(TemporaryFolder home, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "extropy.dll"), .. arguments])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        };
        start.Environment["EXTROPY_API_KEY"] = Secret;
        start.Environment["EXTROPY_HOME"] = home.Path;
        return Process.Start(start)!;
    }
}
