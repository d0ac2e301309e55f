using System.Globalization;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Learning.Improvement;
using Extropy.Runs.Store;

namespace Extropy.Cli.Improving;

/// <summary>Shows an improvement while it runs: a line of figures, alarms, and a watchdog that names the stage in which nothing moves.</summary>
internal sealed class ImprovementWatch : IImprovementObserver, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Invocation _invocation;
    private readonly RunSession _run;
    private readonly ProgressLine _line;
    private readonly ImprovementAlarms _alarms = new();
    private readonly ITimer _dog;
    private readonly long _updates;
    private readonly string _prefix;
    private readonly bool _isMetered;
    private string _stage = "start", _last = "";
    private TimeSpan _since;
    private long _step, _tokens, _made;
    private TimeSpan _begunAt, _updating;

    /// <param name="invocation">Where to say it.</param>
    /// <param name="run">Where series are kept.</param>
    /// <param name="updates">Updates planned.</param>
    /// <param name="prefix">What stands before every line, such as an arm's name; empty for none. Series are kept only without one.</param>
    public ImprovementWatch(Invocation invocation, RunSession run, long updates, string prefix = "")
    {
        (_invocation, _run, _updates, _prefix, _isMetered) = (invocation, run, updates, prefix, prefix.Length == 0);
        _line = new ProgressLine(invocation);
        _since = invocation.Elapsed;
        _dog = invocation.Time.CreateTimer(_ => Bark(), null, Patience, Patience);
    }

    /// <inheritdoc/>
    public void OnStage(string stage, long step)
    {
        (_stage, _step, _since) = (stage, step, _invocation.Elapsed);
        if (stage == "rollouts") _begunAt = _since; // an update begins
        _line.Report(step, _updates, $"{_prefix}{stage}{_last}");
    }

    /// <inheritdoc/>
    public void OnUpdate(UpdateRow row)
    {
        _tokens += row.Tokens;
        _made++;
        _updating += _invocation.Elapsed - _begunAt;
        string left = $", {Durations.Text(_updating / _made * (_updates - row.Step - 1))} left";
        _last = string.Create(
            CultureInfo.InvariantCulture,
            $": reward {row["reward"]:0.000}, prompts solved {(double)row.Solved / row.Tried:0 %}, entropy {row["entropy"]:0.000} nats, {TokensPerSecond:N0} tokens/s{left};");
        _line.Report(row.Step + 1, _updates, $"{_prefix}update{_last}");
        foreach (string alarm in _alarms.Of(row)) _invocation.Terminal.Error.WriteLine($"{_prefix}! {alarm}");
        Keep(row);
    }

    /// <summary>Generated tokens a second of the updates that were made here, checks left out.</summary>
    public double TokensPerSecond => _tokens / Math.Max(0.001, _updating.TotalSeconds);

    /// <inheritdoc/>
    public void OnRestored(IReadOnlyList<UpdateRow> updates, IReadOnlyList<ValidationRow> checks)
    {
        foreach (UpdateRow row in updates)
        {
            foreach (string _ in _alarms.Of(row)) continue; // said already, before the run was stopped
            Keep(row);
        }

        foreach (ValidationRow row in checks) OnValidation(row);
    }

    private void Keep(UpdateRow row)
    {
        if (!_isMetered) return;
        _run.Metric("prompts solved", row.Step, (double)row.Solved / row.Tried);
        foreach ((string name, double value) in row.Metrics)
            if (double.IsFinite(value)) _run.Metric(name, row.Step, value);
    }

    /// <inheritdoc/>
    public void OnValidation(ValidationRow row)
    {
        if (!_isMetered) return;
        foreach (LevelOutcome level in row.Levels)
        {
            _run.Metric($"held out: {level.Name}, pass@1 solved", row.Step, level.SolvedRate);
            _run.Metric($"held out: {level.Name}, greedy solved", row.Step, level.GreedyRate);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _dog.Dispose();
        _line.Dispose();
    }

    private void Bark()
    {
        TimeSpan still = _invocation.Elapsed - _since;
        if (still >= Patience)
            _invocation.Terminal.Error.WriteLine($"{_prefix}! nothing has moved for {Durations.Text(still)}: stage '{_stage}' of update {(_step + 1).ToString(CultureInfo.InvariantCulture)}");
    }
}
