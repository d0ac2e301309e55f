using System.Globalization;
using System.Text;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Core.Accounting;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;

namespace Extropy.Cli.Watching;

/// <summary>
/// Shows a running search: a few lines redrawn in place on a terminal, one plain line every few seconds otherwise. Always on the error
/// stream, and never touches the search.
/// </summary>
internal sealed class LiveSearch
{
    private const int BarWidth = 28;
    private const int OperatorsIndent = 17;
    private const string Spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private static readonly TimeSpan LiveEvery = TimeSpan.FromMilliseconds(80);
    private static readonly TimeSpan PlainEvery = TimeSpan.FromSeconds(2);
    private readonly Invocation _invocation;
    private readonly SearchWatch _watch;
    private readonly IGoalSource? _goals;
    private readonly Budget _budget;
    private int _drawnLines;
    private int _frame;
    private (int Node, int Goals, int Met) _met = (-1, -1, 0);

    /// <summary>Creates the view.</summary>
    public LiveSearch(Invocation invocation, SearchWatch watch, IProblem problem, Budget budget)
    {
        _invocation = invocation;
        _watch = watch;
        _goals = problem.Goals;
        _budget = budget;
    }

    /// <summary>Awaits a search while showing it.</summary>
    public async Task<T> WhileAsync<T>(Task<T> search)
    {
        bool live = _invocation.Terminal.IsLive;
        using var timer = new PeriodicTimer(live ? LiveEvery : PlainEvery, _invocation.Time);
        try
        {
            while (!search.IsCompleted)
            {
                Task<bool> tick = timer.WaitForNextTickAsync().AsTask();
                await Task.WhenAny(search, tick);
                if (search.IsCompleted) break;
                Show(live);
            }
        }
        finally
        {
            if (live) Draw([]);
        }

        return await search;
    }

    private void Show(bool live)
    {
        if (live) Draw(Lines(_watch.Snapshot()));
        else _invocation.Terminal.Error.WriteLine(Plain(_watch.Snapshot()));
    }

    private string Plain(SearchSnapshot now) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Durations.Text(_invocation.Elapsed)}: pool {now.Pool:N0}, best score {now.BestScore:0.00}, {GoalsText(now)}{BudgetText(now.Spent)}");

    private List<string> Lines(SearchSnapshot now)
    {
        double seconds = Math.Max(_invocation.Elapsed.TotalSeconds, 1e-3);
        string operators = string.Join(" · ", now.Operators.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Name} {pair.Count:N0}")));
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"  {Teal(Spinner[_frame++ % Spinner.Length].ToString())} searching  {Durations.Text(_invocation.Elapsed)}   {Grey($"{now.Spent.GeneratedTokens / seconds:N0} tokens/s")}"),
            string.Create(CultureInfo.InvariantCulture, $"    {Grey("pool")}       {now.Pool:N0} nodes, {now.Rejected:N0} children dropped"),
            string.Create(CultureInfo.InvariantCulture, $"    {Grey("best")}       {Bar(now.BestScore)}  score {now.BestScore:0.00}"),
        };
        if (_goals is not null)
        {
            (int met, int total) = Met(now);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"    {Grey("goals")}      {Bar(total == 0 ? 0 : (double)met / total)}  {met} of {total} met by the best, {now.Covered} by the pool"));
        }

        lines.Add($"    {Grey("budget")}     {Bar(1 - Used(now.Spent))}  {BudgetText(now.Spent)}");
        lines.Add($"    {Grey("operators")}  {SafeText.Short(operators, Math.Max(20, _invocation.Terminal.Progress.Profile.Width - OperatorsIndent))}");
        return lines;
    }

    private string GoalsText(SearchSnapshot now)
    {
        if (_goals is null) return "";
        (int met, int total) = Met(now);
        return string.Create(CultureInfo.InvariantCulture, $"goals {met} of {total}, ");
    }

    private (int Met, int Total) Met(SearchSnapshot now)
    {
        if (_goals is null) return (0, 0);
        Goal[] goals = [.. _goals.Initial.Goals, .. now.Goals];
        int node = now.Best?.Id ?? -1;
        if (now.Best is not null && (_met.Node != node || _met.Goals != goals.Length))
        {
            var scores = new double[goals.Length];
            _goals.Verifier.Score(now.Best.Trajectory, goals, scores);
            _met = (node, goals.Length, scores.Count(score => score >= 1));
        }

        return (_met.Met, goals.Length);
    }

    private double Used(Spending spent)
    {
        var ledger = new Ledger(_budget);
        ledger.Charge(spent);
        return ledger.Progress;
    }

    private string BudgetText(Spending spent)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        var parts = new List<string>();
        if (_budget.PolicyCalls != long.MaxValue) parts.Add(string.Create(culture, $"{spent.PolicyCalls:N0} of {_budget.PolicyCalls:N0} calls"));
        if (_budget.GeneratedTokens != long.MaxValue) parts.Add(string.Create(culture, $"{spent.GeneratedTokens:N0} of {_budget.GeneratedTokens:N0} tokens"));
        else parts.Add(string.Create(culture, $"{spent.GeneratedTokens:N0} tokens"));
        return string.Join(", ", parts);
    }

    private static string Bar(double share)
    {
        int full = (int)Math.Round(Math.Clamp(share, 0, 1) * BarWidth);
        return $"{Teal(new string('━', full))}{Grey(new string('─', BarWidth - full))}";
    }

    private void Draw(List<string> lines)
    {
        var frame = new StringBuilder();
        if (_drawnLines > 0) frame.Append(CultureInfo.InvariantCulture, $"\u001b[{_drawnLines}A");
        foreach (string line in lines) frame.Append("\u001b[2K").Append(line).Append('\n');
        for (int left = lines.Count; left < _drawnLines; left++) frame.Append("\u001b[2K\n");
        if (_drawnLines > lines.Count) frame.Append(CultureInfo.InvariantCulture, $"\u001b[{_drawnLines - lines.Count}A");
        _drawnLines = lines.Count;
        _invocation.Terminal.Error.Write(frame.ToString());
        _invocation.Terminal.Error.Flush();
    }

    private static string Teal(string text) => $"\u001b[36m{text}\u001b[0m";

    private static string Grey(string text) => $"\u001b[90m{text}\u001b[0m";
}
