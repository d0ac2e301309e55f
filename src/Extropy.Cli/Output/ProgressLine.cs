using System.Globalization;
using Extropy.Catalog.Experiments;
using Extropy.Cli.Hosting;

namespace Extropy.Cli.Output;

/// <summary>
/// One line that says how far a long command has come: redrawn in place on a terminal, one line every few seconds otherwise.
/// Thread-safe.
/// </summary>
internal sealed class ProgressLine(Invocation invocation) : IProgress<ExperimentProgress>, IDisposable
{
    private const int Width = 24;
    private static readonly TimeSpan LiveEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PlainEvery = TimeSpan.FromSeconds(5);
    private readonly Lock _gate = new();
    private TimeSpan _last = TimeSpan.MinValue;
    private int _drawn;

    /// <inheritdoc/>
    public void Report(ExperimentProgress value) => Report(value.Done, value.Total, value.What);

    /// <summary>Says where things stand.</summary>
    public void Report(long done, long total, string what)
    {
        lock (_gate)
        {
            TimeSpan now = invocation.Elapsed;
            bool live = invocation.Terminal.IsLive;
            if (_last == TimeSpan.MinValue && !live) _last = TimeSpan.Zero; // short commands stay silent when piped
            if (_last != TimeSpan.MinValue && now - _last < (live ? LiveEvery : PlainEvery)) return;
            _last = now;

            double share = total <= 0 ? 0 : Math.Clamp((double)done / total, 0, 1);
            string line = string.Create(CultureInfo.InvariantCulture, $"{what}  {done:N0} of {total:N0}  {share:0 %}  {Durations.Text(now)}");
            if (live) Draw(string.Concat(new string('━', (int)(share * Width)), new string('─', Width - (int)(share * Width)), "  ", line));
            else invocation.Terminal.Error.WriteLine(line);
        }
    }

    /// <summary>Clears the line.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_drawn > 0) invocation.Terminal.Error.Write($"\r{new string(' ', _drawn)}\r");
            _drawn = 0;
        }
    }

    private void Draw(string line)
    {
        invocation.Terminal.Error.Write($"\r{line.PadRight(_drawn)}");
        _drawn = line.Length;
    }
}
