using System.Globalization;

namespace Extropy.Cli.Output;

/// <summary>Times, counts and sizes as a person reads them.</summary>
internal static class Durations
{
    private const double Kibi = 1024;

    /// <summary>A time, e.g. <c>0.8 s</c>, <c>12.4 s</c>, <c>3 min 20 s</c>.</summary>
    public static string Text(TimeSpan time)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (time.TotalSeconds < 1) return string.Create(culture, $"{time.TotalMilliseconds:0} ms");
        if (time.TotalSeconds < 100) return string.Create(culture, $"{time.TotalSeconds:0.0} s");
        if (time.TotalMinutes < 100) return string.Create(culture, $"{(int)time.TotalMinutes} min {time.Seconds} s");
        return string.Create(culture, $"{(int)time.TotalHours} h {time.Minutes} min");
    }

    /// <summary>A count with thousands apart: <c>12,345</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A size: <c>7.1 MB</c>.</summary>
    public static string Bytes(long bytes) =>
        bytes < Kibi ? string.Create(CultureInfo.InvariantCulture, $"{bytes} B")
        : bytes < Kibi * Kibi ? string.Create(CultureInfo.InvariantCulture, $"{bytes / Kibi:0.0} KB")
        : bytes < Kibi * Kibi * Kibi ? string.Create(CultureInfo.InvariantCulture, $"{bytes / Kibi / Kibi:0.0} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / Kibi / Kibi / Kibi:0.0} GB");
}
