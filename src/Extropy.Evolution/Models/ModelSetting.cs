using System.Collections.Immutable;
using System.Globalization;
using Extropy.Core.Errors;
using Extropy.Evolution.Models.Reflecting;
using Extropy.Providers.Calls;
using Extropy.Providers.Endpoints;

namespace Extropy.Evolution.Models;

/// <summary>What a person may say about a search in which a model proposes, by name; every value as text, so that a run can be done again from its record.</summary>
public sealed record ModelSetting
{
    /// <summary>The endpoint's address.</summary>
    public const string EndpointName = "endpoint";

    /// <summary>The model's name there.</summary>
    public const string ModelName = "model-name";

    /// <summary>Most calls under way.</summary>
    public const string CallsAtOnceName = "calls-at-once";

    /// <summary>Most attempts in a minute.</summary>
    public const string CallsPerMinuteName = "calls-per-minute";

    /// <summary>Seconds for one attempt.</summary>
    public const string CallSecondsName = "call-seconds";

    /// <summary>What the model writes.</summary>
    public const string LanguageName = "language";

    /// <summary>Seconds for one candidate.</summary>
    public const string CandidateSecondsName = "candidate-seconds";

    /// <summary>How long the model may think.</summary>
    public const string ReasoningName = "reasoning";

    /// <summary>Temperatures to draw from.</summary>
    public const string TemperaturesName = "temperatures";

    /// <summary>Programs between two notes; 0 for none.</summary>
    public const string NotesName = "notes";

    /// <summary>Programs between two new system prompts; 0 for none.</summary>
    public const string PromptsName = "prompt-evolution";

    /// <summary>Present where code may run without isolation.</summary>
    public const string WeakSandboxName = "allow-weak-sandbox";

    /// <summary>Present where money is limited.</summary>
    public const string MoneyName = "money";

    /// <summary>Where, which model, and how patiently.</summary>
    public required EndpointOptions Endpoint { get; init; }

    /// <summary>What the model writes: <see cref="ProgramLanguage.CSharp"/> (default), <see cref="ProgramLanguage.Python"/> or <see cref="ProgramLanguage.Genome"/>.</summary>
    public ProgramLanguage Language { get; init; } = ProgramLanguage.CSharp;

    /// <summary>Wall time of one candidate. Default 60 s.</summary>
    public TimeSpan CandidateTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How the model is asked.</summary>
    public ModelProposerOptions Asking { get; init; } = new();

    /// <summary>Programs between two looks back that the model takes notes on; 0 for no notes. Default 5, as published.</summary>
    public int NotesEvery { get; init; } = MetaNotes.DefaultEvery;

    /// <summary>
    /// Programs between two looks back at which the model writes another system prompt; 0 for none. Default 0: the published configuration has 5, at one more call
    /// each.
    /// </summary>
    public int PromptsEvery { get; init; }

    /// <summary>Code may run where the machine isolates neither network nor files.</summary>
    public bool AllowsWeakSandbox { get; init; }

    /// <summary>Money is limited: a model without a known price is refused.</summary>
    public bool IsMoneyLimited { get; init; }

    /// <summary>Reads what was given.</summary>
    /// <exception cref="BadInputException">Something is missing or not of its kind.</exception>
    public static ModelSetting Of(ImmutableSortedDictionary<string, string> given)
    {
        if (!given.TryGetValue(EndpointName, out string? address) || !given.TryGetValue(ModelName, out string? model))
            throw new BadInputException($"--proposer model asks a model at an endpoint: give --{EndpointName} URL and --{ModelName} NAME");
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri)) throw new BadInputException($"--{EndpointName} takes an address such as https://host/v1");
        var endpoint = new EndpointOptions(uri, model);
        if (Number(given, CallsAtOnceName) is { } calls) endpoint = endpoint with { MaxConcurrentCalls = (int)calls };
        if (Number(given, CallsPerMinuteName) is { } rate) endpoint = endpoint with { AttemptsPerMinute = (int)rate };
        if (Number(given, CallSecondsName) is { } seconds) endpoint = endpoint.WithAttemptTimeout(TimeSpan.FromSeconds(seconds));
        return new ModelSetting
        {
            Endpoint = endpoint,
            Language = LanguageOf(given.GetValueOrDefault(LanguageName)),
            CandidateTime = TimeSpan.FromSeconds(Number(given, CandidateSecondsName) ?? 60),
            Asking = new ModelProposerOptions
            {
                Reasoning = given.TryGetValue(ReasoningName, out string? level) ? Enum.Parse<ReasoningLevel>(level, ignoreCase: true) : ReasoningLevel.Unsaid,
                Temperatures = given.TryGetValue(TemperaturesName, out string? list)
                    ? [.. list.Split(',').Select(text => double.Parse(text, CultureInfo.InvariantCulture))]
                    : [],
            },
            NotesEvery = (int)(Number(given, NotesName, least: 0) ?? MetaNotes.DefaultEvery),
            PromptsEvery = (int)(Number(given, PromptsName, least: 0) ?? 0),
            AllowsWeakSandbox = given.ContainsKey(WeakSandboxName),
            IsMoneyLimited = given.ContainsKey(MoneyName),
        };
    }

    private static ProgramLanguage LanguageOf(string? name) => name switch
    {
        null or "csharp" => ProgramLanguage.CSharp,
        "python" => ProgramLanguage.Python,
        "genome" => ProgramLanguage.Genome,
        _ => throw new BadInputException($"--{LanguageName} takes csharp, python or genome, not '{name}'"),
    };

    private static long? Number(ImmutableSortedDictionary<string, string> given, string name, long least = 1)
    {
        if (!given.TryGetValue(name, out string? text)) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value >= least && value <= 1_000_000
            ? value
            : throw new BadInputException($"--{name} takes a whole number from {least} to 1000000");
    }
}
