using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Extropy.Cli.Output;
using Extropy.Core.Statistics;
using Spectre.Console;

namespace Extropy.Cli.Evolving.Arms;

/// <summary>A finished comparison as JSON and as a page.</summary>
/// <param name="Setup">Of the first search: problem, proposer, limits.</param>
/// <param name="Arms">The first is compared with.</param>
/// <param name="Runs">Every search.</param>
internal sealed record ArmsReport(EvolveSetup Setup, ImmutableArray<SearchArm> Arms, ImmutableArray<ArmRun> Runs)
{
    /// <summary>With fewer pairs, no sign test of two arms can be worth much.</summary>
    private const int FewPairs = 10;

    private const double Unequal = 1.05;

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private readonly ImmutableArray<ArmPair> _pairs = ArmPair.Of(Arms, Runs, Setup.Problem.Aim);

    private int Seeds => Runs.Length / Arms.Length;

    /// <summary>True where there are too few pairs for anything but an anecdote.</summary>
    private bool IsAnecdotal => Seeds < FewPairs;

    /// <summary>The <c>result</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["problem"] = Setup.Problem.Id,
        ["aim"] = Words.Of(Setup.Problem.Aim),
        ["proposer"] = Setup.Proposer.Name,
        ["seeds"] = Seeds,
        ["anecdotal"] = IsAnecdotal,
        ["comparedWith"] = Arms[0].Name,
        ["arms"] = new JsonArray([.. Arms.Select(arm => (JsonNode)ArmJson(arm))]),
        ["runs"] = new JsonArray([.. Runs.Select(run => (JsonNode)new JsonObject
        {
            ["arm"] = run.Arm, ["seed"] = run.Seed, ["best"] = run.Best, ["stoppedBy"] = Words.Of(run.Stop), ["evaluations"] = run.Evaluations,
            ["modelCalls"] = run.Calls, ["promptTokens"] = run.TokensRead, ["generatedTokens"] = run.TokensWritten, ["money"] = run.Money,
        })]),
        ["unequal"] = JsonResult.List([.. Inequalities()]),
    };

    /// <summary>The page.</summary>
    public void Show(IAnsiConsole page)
    {
        page.MarkupLine($"[bold]{Markup.Escape(Setup.Problem.Id)}[/]  {Markup.Escape(string.Join(", ", Arms.Select(arm => arm.Name)))}: {Seeds} {(Seeds == 1 ? "pair" : "pairs")}, each search {Markup.Escape(Setup.LimitsText)}");
        Table table = Pages.Table("arm", "mean ± sd", "best", $"against {Arms[0].Name}, 95 %", "won : lost", "p, Holm", "evaluations", "calls", "tokens", "money");
        for (int column = 1; column < table.Columns.Count; column++) table.Columns[column].RightAligned();
        foreach (SearchArm arm in Arms) table.AddRow([.. Row(arm).Select(Markup.Escape)]);
        page.Write(table);
        page.Write(PairsTable());
        page.MarkupLine("  [grey]Means over seeds; against: paired differences, positive is better. Everything that a search spends counts, calls for goals included.[/]");
        foreach (string inequality in Inequalities()) page.MarkupLine($"  [yellow]{Markup.Escape(inequality)}[/]");
        if (IsAnecdotal) page.MarkupLine($"  [yellow]Anecdotal: fewer than {FewPairs} pairs.[/]");
    }

    /// <summary>The best of every search, a row for each seed.</summary>
    private Table PairsTable()
    {
        Table table = Pages.Table(["seed", .. Arms.Select(arm => arm.Name)]);
        foreach (TableColumn column in table.Columns) column.RightAligned();
        foreach (IGrouping<long, ArmRun> pair in Runs.GroupBy(run => run.Seed).OrderBy(pair => pair.Key))
            table.AddRow([pair.Key.ToString(Culture), .. Arms.Select(arm => pair.Single(run => run.Arm == arm.Name).Best is { } best ? Value(best) : "–")]);
        return table;
    }

    private IEnumerable<string> Row(SearchArm arm)
    {
        ArmRun[] runs = Of(arm);
        double[] bests = [.. runs.Select(run => run.Best).OfType<double>()];
        ArmPair? pair = _pairs.FirstOrDefault(known => known.Arm == arm.Name);
        return
        [
            arm.Name,
            bests.Length == 0 ? "–" : Whole(bests.Length < 2 ? Value(bests[0]) : $"{Value(bests.Average())} ± {Value(MeanAndError.Of(bests).StandardDeviation)}"),
            bests.Length == 0 ? "–" : Value(Setup.Problem.Aim == Extropy.Evolution.Problems.Aim.Maximise ? bests.Max() : bests.Min()),
            pair is null ? "" : Whole(Seeds < 2 ? Signed(pair.Difference.Estimate) : $"{Signed(pair.Difference.Estimate)}, {Signed(pair.Difference.Low)} to {Signed(pair.Difference.High)}"),
            pair is null ? "" : Whole(string.Create(Culture, $"{pair.Test.Wins} : {pair.Test.Losses}")),
            pair is null ? "" : pair.Adjusted.ToString("0.000", Culture),
            Mean(runs, run => run.Evaluations),
            Mean(runs, run => run.Calls),
            Mean(runs, run => run.TokensRead + run.TokensWritten),
            runs.All(run => run.Money is not null) ? runs.Average(run => run.Money ?? 0).ToString("0.####", Culture) : "unknown",
        ];
    }

    private JsonObject ArmJson(SearchArm arm)
    {
        ArmRun[] runs = Of(arm);
        double[] bests = [.. runs.Select(run => run.Best).OfType<double>()];
        ArmPair? pair = _pairs.FirstOrDefault(known => known.Arm == arm.Name);
        return new JsonObject
        {
            ["arm"] = arm.Name,
            ["mean"] = bests.Length == 0 ? null : bests.Average(),
            ["standardDeviation"] = bests.Length < 2 ? null : MeanAndError.Of(bests).StandardDeviation,
            ["difference"] = pair?.Difference.Estimate,
            ["low"] = Seeds < 2 ? null : pair?.Difference.Low,
            ["high"] = Seeds < 2 ? null : pair?.Difference.High,
            ["won"] = pair?.Test.Wins,
            ["lost"] = pair?.Test.Losses,
            ["p"] = pair?.Adjusted,
        };
    }

    /// <summary>Where arms did not spend alike: a sentence for each price.</summary>
    private IEnumerable<string> Inequalities()
    {
        foreach ((string name, Func<ArmRun, double> price) in new (string, Func<ArmRun, double>)[]
        {
            ("evaluations", run => run.Evaluations), ("calls", run => run.Calls), ("tokens", run => run.TokensRead + run.TokensWritten),
        })
        {
            (string Arm, double Mean)[] spent = [.. Arms.Select(arm => (arm.Name, Of(arm).Average(price))).OrderBy(arm => arm.Item2)];
            if (spent[0].Mean * Unequal >= spent[^1].Mean) continue;
            string times = spent[0].Mean > 0 ? string.Create(Culture, $"{spent[^1].Mean / spent[0].Mean:0.00} times as many as") : "some, against none of";
            yield return $"Not equal in {name}: {spent[^1].Arm} spent {times} {spent[0].Arm}; --tokens makes tokens equal.";
        }
    }

    private ArmRun[] Of(SearchArm arm) => [.. Runs.Where(run => run.Arm == arm.Name)];

    private static string Mean(ArmRun[] runs, Func<ArmRun, double> value) => runs.Average(value).ToString("#,0.#", Culture);

    /// <summary>Kept on one line by narrow pages.</summary>
    private static string Whole(string cell) => cell.Replace(' ', '\u00A0');

    private static string Value(double value) => value.ToString("0.000000", Culture);

    private static string Signed(double value) => value.ToString("+0.000000;−0.000000;0", Culture);
}
