using System.Globalization;
using Extropy.Runs.Effects;

namespace Extropy.CrashHost;

/// <summary>Stands still at the n-th moment of the commits, three moments to a commit.</summary>
internal sealed class StopAt(string stop) : ICommitObserver
{
    private readonly int _stopAt = int.TryParse(stop, NumberStyles.None, CultureInfo.InvariantCulture, out int moment) ? moment : int.MaxValue;
    private readonly bool _isFlying = stop == "flying";
    private int _moment;

    public void Before(int rows) => Pass($"before {rows}");

    public void During(int rows) => Pass($"during {rows}");

    public void After(int rows) => Pass($"after {rows}");

    /// <summary>Says where it is; the reader kills the process.</summary>
    public void StandStill(string where)
    {
        Console.WriteLine(where);
        Console.In.ReadToEnd(); // ends only when the parent does
    }

    private void Pass(string where)
    {
        _moment++;
        if (_isFlying && _moment % 16 == 0) Console.WriteLine(where);
        if (_moment == _stopAt) StandStill(where);
    }
}
