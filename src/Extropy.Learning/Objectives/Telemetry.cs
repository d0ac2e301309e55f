namespace Extropy.Learning.Objectives;

/// <summary>Named numbers of one update, averaged over its minibatches.</summary>
public sealed class Telemetry
{
    private readonly SortedDictionary<string, (double Sum, double Weight)> _series = new(StringComparer.Ordinal);

    /// <summary>The means.</summary>
    public IEnumerable<KeyValuePair<string, double>> Means =>
        _series.Select(series => KeyValuePair.Create(series.Key, series.Value.Weight == 0 ? 0 : series.Value.Sum / series.Value.Weight));

    /// <summary>The mean of one series; NaN when nothing was told.</summary>
    public double this[string name] => _series.TryGetValue(name, out var series) && series.Weight > 0 ? series.Sum / series.Weight : double.NaN;

    /// <summary>Adds one observation.</summary>
    /// <param name="name">Such as <c>clip/high</c>.</param>
    /// <param name="value">Its value.</param>
    /// <param name="weight">How much it counts, not negative; tokens where the series is a mean over tokens.</param>
    public void Add(string name, double value, double weight = 1)
    {
        (double sum, double total) = _series.GetValueOrDefault(name);
        _series[name] = (sum + value * weight, total + weight);
    }

    /// <summary>Forgets every observation and keeps the names.</summary>
    public void Clear()
    {
        foreach (string name in _series.Keys.ToArray()) _series[name] = default;
    }
}
