using System.CommandLine;
using Extropy.Cli.Hosting;

namespace Extropy.Cli.Solving;

/// <summary>The flags of <c>solve</c>.</summary>
internal sealed class SolveFlags
{
    private const int MostRow = int.MaxValue;

    /// <summary>The family.</summary>
    public Argument<string?> Problem { get; } = Flags.Name("problem", "problem", "what to solve", [.. SearchSetups.Names]);

    /// <summary>n.</summary>
    public Option<long?> People { get; } = Flags.Whole("--people", "N", "inhabitants of the puzzle, 2 to 10 (knights-and-knaves; default 4)", 2, 10);

    /// <summary>How to search.</summary>
    public Option<string?> Strategy { get; } = Flags.Text("--strategy", "NAME", "how to search (default bes-checked for knights-and-knaves, else bes); an unknown name lists them all");

    /// <summary>Most policy calls.</summary>
    public Option<long?> BudgetCalls { get; } = Flags.Whole("--budget-calls", "N", "most policy calls; one call is one step asked for", 0, long.MaxValue);

    /// <summary>Most generated tokens.</summary>
    public Option<long?> BudgetTokens { get; } = Flags.Whole("--budget-tokens", "N", "most generated tokens", 0, long.MaxValue);

    /// <summary>A puzzle in English.</summary>
    public Option<string?> Text { get; } = Flags.Text("--text", "PUZZLE", "a puzzle in English instead of a drawn one");

    /// <summary>A file of puzzles.</summary>
    public Option<string?> Data { get; } = Flags.Text("--data", "FILE", "take the puzzle from a .parquet or .jsonl file");

    /// <summary>Which row.</summary>
    public Option<long?> Row { get; } = Flags.Whole("--row", "N", "which row of the file, from 0 (default 0)", 0, MostRow);

    /// <summary>Which goals.</summary>
    public Option<string?> Goals { get; } = Flags.OneOf(
        "--goals", "goal source", "where sub-goals come from: truth uses the known solution and is no claim about inference (default logic-only)", "truth", "logic-only");

    /// <summary>Which model.</summary>
    public Option<string?> Model { get; } = Flags.Text("--model", "DIR", "a checkpoint of your own instead of the model that ships");

    /// <summary>Explain the search.</summary>
    public Option<bool> Explain { get; } = Flags.Switch("--explain", "also show how the answer came about: ancestors, operators, words");

    /// <summary>Show the plan only.</summary>
    public Option<bool> DryRun { get; } = Flags.Switch("--dry-run", "show the problem, the plan and what it may cost; spend nothing");

    /// <summary>Adds everything to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(Problem);
        foreach (Option option in (Option[])[People, Strategy, BudgetCalls, BudgetTokens, Text, Data, Row, Goals, Model, Explain, DryRun]) command.Add(option);
    }

    /// <summary>What was asked.</summary>
    public SolveRequest Read(ParseResult parsed) => new()
    {
        Problem = parsed.GetValue(Problem)!, // required
        Seed = parsed.GetValue(CommonFlags.Seed) ?? 1,
        People = (int?)parsed.GetValue(People),
        Strategy = parsed.GetValue(Strategy),
        BudgetCalls = parsed.GetValue(BudgetCalls),
        BudgetTokens = parsed.GetValue(BudgetTokens),
        Text = parsed.GetValue(Text),
        Data = parsed.GetValue(Data),
        Row = (int?)parsed.GetValue(Row),
        Goals = parsed.GetValue(Goals),
        Model = parsed.GetValue(Model),
    };
}
