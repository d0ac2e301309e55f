using System.CommandLine;
using System.Globalization;
using Extropy.Cli.Hosting;
using Extropy.Core.Errors;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Own;

namespace Extropy.Cli.Evolving;

/// <summary>The flags of <c>evolve</c>.</summary>
internal sealed class EvolveFlags
{
    private const long MostEvaluations = 1_000_000_000;

    /// <summary>The problem's id.</summary>
    public Argument<string?> Problem { get; } = Flags.Free("problem", "a problem's id, for example circle-packing-26 (--list shows all), or the file of your own, for example ./mine.json", required: false);

    /// <summary>Who proposes.</summary>
    public Option<string?> Proposer { get; } = Flags.Text("--proposer", "NAME", "who proposes: numeric (default, no model), genome (no model, no solver), model; for your own problem vector (numbers) or model (programs)");

    /// <summary>Longest time.</summary>
    public Option<string?> Time { get; } = Flags.Text("--time", "TIME", "end after this long, e.g. 30s, 5m, 2h (default 5m where no other limit is given)");

    /// <summary>Most evaluations.</summary>
    public Option<long?> Evaluations { get; } = Flags.Whole("--evaluations", "N", "end after so many candidates; the same result on every machine", 1, MostEvaluations);

    /// <summary>Most tokens.</summary>
    public Option<long?> Tokens { get; } = Flags.Whole("--tokens", "N", "end after so many tokens of models, read and written", 1, long.MaxValue);

    /// <summary>Most money.</summary>
    public Option<double?> Money { get; } = Flags.Number("--money", "X", "end after so much money for models", "above 0", value => value > 0 && value < 1e9);

    /// <summary>What is said about the search.</summary>
    public SearchFlags Search { get; } = new();

    /// <summary>What is said about a model.</summary>
    public ModelFlags Model { get; } = new();

    /// <summary>Plan only.</summary>
    public Option<bool> DryRun { get; } = Flags.Switch("--dry-run", "show the problem and what would be done; spend nothing");

    /// <summary>All problems.</summary>
    public Option<bool> List { get; } = Flags.Switch("--list", "all problems: record, our best, the gap");

    /// <summary>Ways of searching that are compared.</summary>
    public Option<string?> Arms { get; } = Flags.Text("--arms", "A,B", "compare ways of searching at an equal budget: S (plain evolution), S+O (recombination), S+B (goals), BES; for example S,BES");

    /// <summary>How many pairs.</summary>
    public Option<long?> Seeds { get; } = Flags.Whole("--seeds", "N", "pairs of a comparison, from --seed on (default 10)", 1, 1000);

    /// <summary>Judge a layout.</summary>
    public Option<string?> Assess { get; } = Flags.Text("--assess", "FILE", "judge a layout (JSON rows of numbers, or a certificate) instead of searching");

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(Problem);
        foreach (Option flag in new Option[] { Proposer, Time, Evaluations, Tokens, Money, DryRun, List, Assess, Arms, Seeds }) command.Add(flag);
        Search.AddTo(command);
        Model.AddTo(command);
    }

    /// <summary>What a search is asked for.</summary>
    /// <exception cref="BadInputException">No problem, or a time that cannot be read.</exception>
    public EvolveRequest Read(ParseResult parsed)
    {
        string problem = parsed.GetValue(Problem) ?? throw new BadInputException("'evolve' needs a problem, for example circle-packing-26; evolve --list shows all");
        TimeSpan? time = parsed.GetValue(Time) is { } text ? TimeOf(text) : null;
        long? evaluations = parsed.GetValue(Evaluations), tokens = parsed.GetValue(Tokens);
        double? money = parsed.GetValue(Money);
        bool isUnlimited = time is null && evaluations is null && tokens is null && money is null;
        return new EvolveRequest(
            problem,
            parsed.GetValue(Proposer),
            parsed.GetValue(CommonFlags.Seed) ?? 1,
            new EvolutionLimits
            {
                Time = time ?? (isUnlimited ? EvolveRequest.DefaultTime : Timeout.InfiniteTimeSpan),
                Evaluations = evaluations ?? long.MaxValue,
                Tokens = tokens ?? long.MaxValue,
                Money = money is { } amount ? (decimal)amount : decimal.MaxValue,
            })
        {
            Given = Model.Read(parsed, parsed.GetValue(Proposer), money is not null, OwnProblem.IsFile(problem)).AddRange(Search.Read(parsed)),
        };
    }

    private static TimeSpan TimeOf(string text)
    {
        double unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        bool isNumber = double.TryParse(unit > 0 ? text.AsSpan(0, text.Length - 1) : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count);
        double seconds = count * (unit > 0 ? unit : 1);
        return isNumber && seconds is > 0 and <= 30 * 86_400
            ? TimeSpan.FromSeconds(seconds)
            : throw new BadInputException($"--time takes a time such as 30s, 5m or 2h, at most 720h, not '{Output.SafeText.Short(text, 40)}'");
    }
}
