using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Extropy.Cli.Hosting;
using Extropy.Cli.Models;
using Extropy.Core.Errors;
using Extropy.Evolution.Models;

namespace Extropy.Cli.Evolving;

/// <summary>The flags of <c>evolve --proposer model</c>, the sandbox's also of a problem of one's own. What is given becomes text by name, and so part of the run's record.</summary>
internal sealed class ModelFlags
{
    private readonly EndpointFlags _endpoint = new();

    private readonly Option<string?> _language = Flags.OneOf("--language", "language", "what the model writes (default csharp)", "csharp", "python", "genome");

    private readonly Option<long?> _candidateSeconds = Flags.Whole("--candidate-seconds", "N", "longest time for one candidate of a model (default 60)", 1, 86_400);

    private readonly Option<string?> _reasoning = Flags.OneOf("--reasoning", "level", "how long the model may think (default: what the endpoint does)", "low", "medium", "high");

    private readonly Option<string?> _temperatures = Flags.Text("--temperatures", "A,B,C", "temperatures from 0 to 2, one drawn for each call (default: what the endpoint does)");

    private readonly Option<long?> _notes = Flags.Whole(
        "--notes", "N", "let the model take notes on every N programs and recommend what to try (default 5, 0 for none)", 0, 1_000_000);

    private readonly Option<long?> _prompts = Flags.Whole(
        "--prompt-evolution", "N", "let the model write another system prompt after every N programs; better ones are used more often (default 0: none)", 0, 1_000_000);

    private readonly Option<bool> _weakSandbox = Flags.Switch("--allow-weak-sandbox", "run code of a model even where this machine isolates neither network nor files");

    private Option[] Own => [_language, _candidateSeconds, _reasoning, _temperatures, _notes, _prompts, _weakSandbox];

    /// <summary>Adds everything to a command.</summary>
    public void AddTo(Command command)
    {
        _endpoint.AddTo(command);
        foreach (Option flag in Own) command.Add(flag);
    }

    /// <summary>What was given, by name; empty where nothing was.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="proposer">Who proposes, or null for the default.</param>
    /// <param name="isMoneyLimited">Whether money is limited.</param>
    /// <param name="isOwn">Whether the problem is a person's own: its file says whether a model proposes.</param>
    /// <exception cref="BadInputException">Half an endpoint, a temperature that is none, or flags of a model where none is asked.</exception>
    public ImmutableSortedDictionary<string, string> Read(ParseResult parsed, string? proposer, bool isMoneyLimited, bool isOwn)
    {
        _endpoint.Read(parsed); // refuses half an endpoint
        Option[] all = [_endpoint.Endpoint, _endpoint.ModelName, _endpoint.CallsAtOnce, _endpoint.CallsPerMinute, _endpoint.CallSeconds, .. Own];
        Option[] given = [.. all.Where(flag => parsed.GetResult(flag) is { Implicit: false })];
        bool isModel = string.Equals(proposer, ModelKit.Known.Name, StringComparison.OrdinalIgnoreCase);
        if (!isModel && !isOwn && given.Length > 0) throw new BadInputException($"{given[0].Name} is for a model that proposes; give --proposer {ModelKit.Known.Name} too");
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (Option flag in given) values[flag.Name[2..]] = TextOf(parsed, flag);
        if ((isModel || isOwn) && isMoneyLimited) values[ModelSetting.MoneyName] = "limited";
        return values.ToImmutable();
    }

    private string TextOf(ParseResult parsed, Option flag)
    {
        if (flag is Option<long?> number) return (parsed.GetValue(number) ?? 0).ToString(CultureInfo.InvariantCulture);
        if (flag is Option<bool>) return "yes";
        string text = parsed.GetValue((Option<string?>)flag) ?? "";
        if (flag == _temperatures && !text.Split(',').All(IsTemperature))
            throw new BadInputException($"--temperatures takes numbers from 0 to 2 separated by commas, not '{Output.SafeText.Short(text, 40)}'");
        return text;
    }

    private static bool IsTemperature(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value is >= 0 and <= 2;
}
