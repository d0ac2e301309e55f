using System.Globalization;
using System.Text.RegularExpressions;
using Extropy.Core.Accounting;
using Extropy.Core.Identity;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Database;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Models;
using Extropy.Evolution.Problems;
using Extropy.Providers.Accounts;
using Extropy.Providers.Endpoints;
using Extropy.Providers.Pricing;
using Extropy.Runs.Effects;
using Extropy.Testing.Endpoints;

namespace Extropy.Evolution.Tests.Models;

/// <summary>
/// A world in which programs return numbers and the largest wins, with a model that writes programs, takes notes, improves its instructions and judges novelty.
/// What it says depends on what it is asked and on nothing else; now and then it declines or rambles.
/// </summary>
internal sealed partial class NumberWorld
{
    public const int Lag = 5;

    private Spending _served;

    public static ProgramTask Task { get; } = new()
    {
        Statement = "Return the largest number.", Language = ProgramLanguage.CSharp, Start = [new Part("a.cs", "// >>> editable\nreturn 1;\n// <<< editable\n")], EditedPart = "a.cs",
    };

    /// <summary>Calls and tokens served; kept under the server's own lock.</summary>
    public Spending Served => _served;

    /// <summary>Runs an evolution against a server.</summary>
    /// <param name="server">Who is asked.</param>
    /// <param name="kit">Completes the kit.</param>
    /// <param name="services">Journal and workers.</param>
    /// <param name="limits">When it ends.</param>
    /// <param name="stop">Stops it.</param>
    public static async Task<EvolutionOutcome> RunAsync(
        ModelServer server, Func<ProposerKit, ChatModel, ProposerKit> kit, EvolutionServices services, EvolutionLimits limits, CancellationToken stop = default)
    {
        var endpoint = new EndpointOptions(server.Address, "gpt-5") { FirstWait = TimeSpan.FromMilliseconds(10), MaxConcurrentCalls = 4, MaxAttempts = 4 };
        using ChatModel model = Endpoint.Open(endpoint, key: null, PriceList.Shipped, new ModelAccount(), TimeProvider.System);
        var plain = new ProposerKit
        {
            Proposers = [new ModelProposer(model, Task, new ModelProposerOptions { MaxOutputTokens = 500 })], Evaluator = new ReturnedNumber(), Fingerprint = new TextFingerprint(),
            Options = new EvolutionOptions { Islands = 2, Lag = Lag, NoveltyThreshold = 1, Mix = PatchMix.Of(0.3, 0.2, 0.15, 0.1, 0.1, 0.15) },
        };
        ProposerKit whole = kit(plain, model);
        var plan = new EvolutionPlan("largest number", Aim.Maximise, 3, whole.Options, limits);
        return await new EvolutionRunner(whole, plan, services).RunAsync(stop);
    }

    public ServedReply Answer(ServedRequest request)
    {
        string asked = request.Turns[1];
        ulong mood = Digest.Of(string.Concat(request.Turns)).High;
        int prompt = asked.Length / 4, output = (int)(mood % 90) + 10;
        _served += new Spending(PolicyCalls: 1, GeneratedTokens: output, PromptTokens: prompt);
        string said = IsNotes(request) ? Notes(asked, mood) : IsPrompts(request) ? $"Write program number {mood % 60} with great care." : Program(asked, mood);
        return ServedReply.Say(said, prompt, output, refusal: mood % 19 == 0 ? "I would rather not." : null, finish: mood % 23 == 0 ? "length" : "stop");
    }

    public static bool IsNotes(ServedRequest request) => request.Turns[0].StartsWith("You keep the notebook", StringComparison.Ordinal);

    public static bool IsPrompts(ServedRequest request) => request.Turns[0].StartsWith("You improve the instruction", StringComparison.Ordinal);

    private static string Notes(string asked, ulong mood)
    {
        if (asked.Contains("Write the notebook anew", StringComparison.Ordinal)) return mood % 7 == 0 ? "" : $"Page {mood % 1000}.";
        if (asked.Contains("Recommend what", StringComparison.Ordinal)) return mood % 5 == 0 ? "Nothing." : string.Join('\n', Enumerable.Range(0, 2 + (int)(mood % 6)).Select(i => $"- Add {mood % 100} to the {i}th."));
        return $"It returns {Returned().Match(asked).Groups[1].Value}.";
    }

    private static string Program(string asked, ulong mood)
    {
        string current = asked[asked.IndexOf("## The current program", StringComparison.Ordinal)..];
        string number = Returned().Match(current).Groups[1].Value;
        string next = (int.Parse(number, CultureInfo.InvariantCulture) + (int)(mood % 31) - 5).ToString(CultureInfo.InvariantCulture);
        return asked.Contains("<<<<<<< SEARCH", StringComparison.Ordinal)
            ? $"NOTE: to {next}\n<<<<<<< SEARCH\nreturn {number};\n=======\nreturn {next};\n>>>>>>> REPLACE"
            : $"NOTE: anew {next}\n```csharp\nreturn {next};\n```";
    }

    [GeneratedRegex(@"return (-?\d+);", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Returned();

    /// <summary>Reads the number that a program returns.</summary>
    private sealed class ReturnedNumber : IEvaluator
    {
        public ValueTask<Evaluation> EvaluateAsync(IReadOnlyList<Part> parts, CancellationToken cancellationToken)
        {
            Match found = Returned().Match(parts[0].Text);
            return ValueTask.FromResult(found.Success
                ? new Evaluation { IsCorrect = true, Raw = int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture), Aim = Aim.Maximise }
                : Evaluation.Refused(Aim.Maximise, "It returns no number."));
        }
    }
}
