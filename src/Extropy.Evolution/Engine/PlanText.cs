using System.Globalization;
using System.Text;

namespace Extropy.Evolution.Engine;

/// <summary>Settings as text that changes exactly when one of them does; what a run's record compares.</summary>
internal static class PlanText
{
    public static string Of(EvolutionOptions options)
    {
        var text = new StringBuilder();
        Add(text, $"{options.Islands} {options.MostIslands} {options.SeedsPerIsland} {options.ArchiveSize} {options.BrevityWeight:R} ");
        Add(text, $"{options.MigrationInterval} {options.MigrationShare:R} {options.MostMigrants} {options.NewIslandAfter} {options.ParentSharpness:R} ");
        Add(text, $"{options.ArchiveInspirations} {options.TopInspirations} {options.Donors} {options.NoveltyThreshold:R} {options.Resamples} ");
        Add(text, $"{options.Attempts} {options.Elites} {options.Banned} {options.StagnationRounds} {options.StagnationMargin:R} {options.Lag}");
        foreach (double weight in options.Mix.Weights) Add(text, $" {weight:R}");
        return text.ToString();
    }

    public static string Of(EvolutionLimits limits) => string.Create(
        CultureInfo.InvariantCulture, $"{limits.Evaluations} {limits.Tokens} {limits.Money} {limits.Time.Ticks} {limits.Fruitless}");

    private static void Add(StringBuilder text, FormattableString piece) => text.Append(piece.ToString(CultureInfo.InvariantCulture));
}
