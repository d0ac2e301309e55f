using System.Globalization;
using System.Text;
using Extropy.Cli.Hosting;

namespace Extropy.Cli.Watching;

/// <summary>
/// Shows work that is going on: a few lines redrawn in place on a terminal, one plain line every few seconds otherwise. Always on the error stream.
/// </summary>
/// <param name="invocation">The command.</param>
/// <param name="lines">The lines of a frame, for a terminal.</param>
/// <param name="plain">The same in one line, or null while there is nothing to say.</param>
internal sealed class LiveFrame(Invocation invocation, Func<List<string>> lines, Func<string?> plain)
{
    private const int BarWidth = 28;
    private const string Frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private static readonly TimeSpan LiveEvery = TimeSpan.FromMilliseconds(80);
    private int _drawnLines;
    private int _frame;

    /// <summary>Time between two plain lines.</summary>
    public TimeSpan PlainEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A sign that changes with every frame.</summary>
    public string Spinner => Teal(Frames[_frame++ % Frames.Length].ToString());

    /// <summary>Awaits work while showing it.</summary>
    public async Task<T> WhileAsync<T>(Task<T> work)
    {
        bool live = invocation.Terminal.IsLive;
        using var timer = new PeriodicTimer(live ? LiveEvery : PlainEvery, invocation.Time);
        try
        {
            while (!work.IsCompleted)
            {
                Task<bool> tick = timer.WaitForNextTickAsync().AsTask();
                await Task.WhenAny(work, tick);
                if (work.IsCompleted) break;
                Show(live);
            }
        }
        finally
        {
            if (live) Draw([]);
        }

        return await work;
    }

    /// <summary>A bar that is full at 1.</summary>
    public static string Bar(double share)
    {
        int full = (int)Math.Round(Math.Clamp(share, 0, 1) * BarWidth);
        return $"{Teal(new string('━', full))}{Grey(new string('─', BarWidth - full))}";
    }

    /// <summary>Text in the accent's colour.</summary>
    public static string Teal(string text) => $"\u001b[36m{text}\u001b[0m";

    /// <summary>Text in a quiet colour.</summary>
    public static string Grey(string text) => $"\u001b[90m{text}\u001b[0m";

    private void Show(bool live)
    {
        if (live) Draw(lines());
        else if (plain() is { } line) invocation.Terminal.Error.WriteLine(line);
    }

    private void Draw(List<string> frame)
    {
        var text = new StringBuilder();
        if (_drawnLines > 0) text.Append(CultureInfo.InvariantCulture, $"\u001b[{_drawnLines}A");
        foreach (string line in frame) text.Append("\u001b[2K").Append(line).Append('\n');
        for (int left = frame.Count; left < _drawnLines; left++) text.Append("\u001b[2K\n");
        if (_drawnLines > frame.Count) text.Append(CultureInfo.InvariantCulture, $"\u001b[{_drawnLines - frame.Count}A");
        _drawnLines = frame.Count;
        invocation.Terminal.Error.Write(text.ToString());
        invocation.Terminal.Error.Flush();
    }
}
