using System.Globalization;
using Extropy.Cli.Evolving;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems;

namespace Extropy.Cli.Watching;

/// <summary>Shows a running evolution: its best beside the record, what made the last gain, the islands, speed and what is left.</summary>
internal sealed class LiveEvolution
{
    private const int Indent = 17;
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;
    private readonly Invocation _invocation;
    private readonly EvolutionWatch _watch;
    private readonly IProblemStatement _problem;
    private readonly EvolutionLimits _limits;
    private readonly LiveFrame _frame;
    private readonly TimeSpan _began;

    /// <summary>Creates the view.</summary>
    public LiveEvolution(Invocation invocation, EvolutionWatch watch, IProblemStatement problem, EvolutionLimits limits)
    {
        _invocation = invocation;
        _watch = watch;
        _problem = problem;
        _limits = limits;
        _began = invocation.Elapsed;
        _frame = new LiveFrame(invocation, Lines, Plain) { PlainEvery = TimeSpan.FromSeconds(5) };
    }

    /// <summary>Awaits a run while showing it.</summary>
    public Task<T> WhileAsync<T>(Task<T> work) => _frame.WhileAsync(work);

    /// <summary>One line.</summary>
    internal string? Plain() => _watch.Snapshot() is not { } now ? null : string.Create(
        Culture, $"{Durations.Text(_invocation.Elapsed)}: {Counts(now)}, {Best(now)}{(now.LastGain is { } gain ? $", last gain {Maker(gain)}" : "")}");

    /// <summary>The lines of a frame.</summary>
    internal List<string> Lines()
    {
        if (_watch.Snapshot() is not { } now) return [$"  {_frame.Spinner} starting  {Durations.Text(_invocation.Elapsed)}"];
        int width = Math.Max(20, _invocation.Terminal.Progress.Profile.Width - Indent);
        double seconds = Math.Max((_invocation.Elapsed - _began).TotalSeconds, 1e-3);
        List<string> lines =
        [
            $"  {_frame.Spinner} {(now.IsReplaying ? "reading the record" : "evolving")}  {Durations.Text(_invocation.Elapsed)}   {LiveFrame.Grey(string.Create(Culture, $"{now.LiveEvaluations / seconds:0.#} evaluations/s"))}",
            Line("best", now.LastGain is { } best ? LiveFrame.Teal(Gap.Number(best.Candidate.Evaluation.Raw)) : "none yet"),
            Line("record", _problem.Record is { } record ? $"{Gap.Number(record.Value)}  {LiveFrame.Grey(now.LastGain is { } found ? Gap.Text(_problem, found.Candidate.Evaluation.Raw) : "")}" : "none known"),
            Line("last gain", now.LastGain is { } gain ? SafeText.Short($"{Maker(gain)}, at {Durations.Text(gain.Elapsed)}{(gain.Candidate.Note is { } note ? $": {note}" : "")}", width) : "none yet"),
            Line("islands", SafeText.Short(string.Join(" · ", now.Islands.Select(Island)), width)),
            Line("candidates", Counts(now)),
        ];
        if (now.TreeVersion is { } version) lines.Add(Line("goals", string.Create(Culture, $"version {version} of the tree")));
        if (now.Spending.PolicyCalls > 0)
            lines.Add(Line("models", string.Create(Culture, $"{now.Spending.PolicyCalls:N0} calls, {now.Spending.PromptTokens + now.Spending.GeneratedTokens:N0} tokens, money {now.Spending.Money:0.####}")));
        lines.Add(Line("left", LiveFrame.Bar(1 - Used(now))));
        return lines;
    }

    private static string Line(string label, string text) => $"    {LiveFrame.Grey(label.PadRight(10))}  {text}";

    private static string Island(IslandState island) =>
        string.Create(Culture, $"{(island.Best is { } best ? best.ToString("G7", Culture) : "–")} ({island.Size:N0})");

    private static string Maker(EvolutionGain gain) => $"by {gain.Candidate.Proposer}, {PatchKinds.NameOf(gain.Candidate.Patch)}";

    private static string Counts(EvolutionSnapshot now) =>
        string.Create(Culture, $"{now.Evaluations:N0} evaluated, {now.Correct:N0} correct, {now.Repeated:N0} repeated, {now.Refused:N0} refused");

    private string Best(EvolutionSnapshot now) => now.LastGain is not { } gain
        ? "nothing correct yet"
        : $"best {Gap.Number(gain.Candidate.Evaluation.Raw)}{(_problem.Record is null ? "" : $", {Gap.Text(_problem, gain.Candidate.Evaluation.Raw)}")}";

    private double Used(EvolutionSnapshot now)
    {
        double used = 0;
        if (_limits.Time != Timeout.InfiniteTimeSpan) used = Math.Max(used, (now.Elapsed + (now.IsReplaying ? TimeSpan.Zero : Since(now))) / _limits.Time);
        if (_limits.Evaluations != long.MaxValue) used = Math.Max(used, (double)now.Evaluations / _limits.Evaluations);
        if (_limits.Tokens != long.MaxValue) used = Math.Max(used, (double)(now.Spending.PromptTokens + now.Spending.GeneratedTokens) / _limits.Tokens);
        if (_limits.Money != decimal.MaxValue) used = Math.Max(used, (double)(now.Spending.Money / _limits.Money));
        return used;
    }

    /// <summary>Time since the last commit, as far as this session can tell.</summary>
    private TimeSpan Since(EvolutionSnapshot now)
    {
        TimeSpan session = _invocation.Elapsed - _began;
        return session > now.Elapsed ? session - now.Elapsed : TimeSpan.Zero;
    }
}
