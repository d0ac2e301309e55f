namespace Extropy.Learning.Objectives;

/// <summary>Named numbers of one update, averaged over its minibatches. Telling of a name for the second time allocates nothing.</summary>
public sealed class Telemetry
{
    private readonly Dictionary<string, Series> _series = new(StringComparer.Ordinal);

    /// <summary>The means of all series that were told of, by name.</summary>
    public IEnumerable<KeyValuePair<string, double>> Means => _series
        .Where(series => series.Value.Weight > 0)
        .OrderBy(series => series.Key, StringComparer.Ordinal)
        .Select(series => KeyValuePair.Create(series.Key, series.Value.Mean));

    /// <summary>The mean of one series; NaN when nothing was told.</summary>
    public double this[string name] => _series.TryGetValue(name, out Series? series) && series.Weight > 0 ? series.Mean : double.NaN;

    /// <summary>Adds one observation.</summary>
    /// <param name="name">Such as <c>clip/high</c>.</param>
    /// <param name="value">Its value.</param>
    /// <param name="weight">How much it counts, not negative; tokens where the series is a mean over tokens.</param>
    public void Add(string name, double value, double weight = 1)
    {
        if (!_series.TryGetValue(name, out Series? series)) _series.Add(name, series = new Series());
        series.Sum += value * weight;
        series.Weight += weight;
    }

    /// <summary>Forgets every observation.</summary>
    public void Clear()
    {
        foreach (Series series in _series.Values) (series.Sum, series.Weight) = (0, 0);
    }

    private sealed class Series
    {
        public double Sum, Weight;

        public double Mean => Sum / Weight;
    }
}
