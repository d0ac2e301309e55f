using System.Globalization;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Core.Accounting;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;

namespace Extropy.Cli.Watching;

/// <summary>
/// Shows a running search: what it has spent, how good its best is, and which operators made what. Never touches the search.
/// </summary>
internal sealed class LiveSearch
{
    private const int OperatorsIndent = 17;
    private readonly Invocation _invocation;
    private readonly IGoalSource? _goals;
    private readonly Budget _budget;
    private readonly LiveFrame _frame;
    private (int Node, int Goals, int Met) _met = (-1, -1, 0);

    /// <summary>Creates the view.</summary>
    public LiveSearch(Invocation invocation, SearchWatch watch, IProblem problem, Budget budget)
    {
        _invocation = invocation;
        _goals = problem.Goals;
        _budget = budget;
        _frame = new LiveFrame(invocation, () => Lines(watch.Snapshot()), () => Plain(watch.Snapshot()));
    }

    /// <summary>Awaits a search while showing it.</summary>
    public Task<T> WhileAsync<T>(Task<T> search) => _frame.WhileAsync(search);

    private string Plain(SearchSnapshot now) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Durations.Text(_invocation.Elapsed)}: pool {now.Pool:N0}, best score {now.BestScore:0.00}, {GoalsText(now)}{BudgetText(now.Spent)}");

    private List<string> Lines(SearchSnapshot now)
    {
        double seconds = Math.Max(_invocation.Elapsed.TotalSeconds, 1e-3);
        string operators = string.Join(" · ", now.Operators.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Name} {pair.Count:N0}")));
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"  {_frame.Spinner} searching  {Durations.Text(_invocation.Elapsed)}   {LiveFrame.Grey($"{now.Spent.GeneratedTokens / seconds:N0} tokens/s")}"),
            string.Create(CultureInfo.InvariantCulture, $"    {LiveFrame.Grey("pool")}       {now.Pool:N0} nodes, {now.Rejected:N0} children dropped"),
            string.Create(CultureInfo.InvariantCulture, $"    {LiveFrame.Grey("best")}       {LiveFrame.Bar(now.BestScore)}  score {now.BestScore:0.00}"),
        };
        if (_goals is not null)
        {
            (int met, int total) = Met(now);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"    {LiveFrame.Grey("goals")}      {LiveFrame.Bar(total == 0 ? 0 : (double)met / total)}  {met} of {total} met by the best, {now.Covered} by the pool"));
        }

        lines.Add($"    {LiveFrame.Grey("budget")}     {LiveFrame.Bar(1 - Used(now.Spent))}  {BudgetText(now.Spent)}");
        lines.Add($"    {LiveFrame.Grey("operators")}  {SafeText.Short(operators, Math.Max(20, _invocation.Terminal.Progress.Profile.Width - OperatorsIndent))}");
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
}
