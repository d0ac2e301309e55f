namespace Extropy.Evolution.Goals.Templates;

/// <summary>A measure of an output that a goal can ask to be large, or small.</summary>
/// <param name="Name">In words.</param>
/// <param name="Measure">An expression, not negative where it has a value.</param>
/// <param name="IsLarge">Whether more is asked for.</param>
internal sealed record GoalTemplate(string Name, string Measure, bool IsLarge)
{
    private const string Tiny = "1e-12";

    /// <summary>The goal that asks for a threshold, in dense form: min(1, actual / target), or min(1, target / actual).</summary>
    public string Goal(double threshold)
    {
        string target = threshold.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        return IsLarge ? $"min(1, ({Measure}) / {target})" : $"min(1, {target} / max({Tiny}, ({Measure})))";
    }

    /// <summary>What the goal asks, in words.</summary>
    public string Description(double threshold) => FormattableString.Invariant($"{Name}: {(IsLarge ? "at least" : "at most")} {threshold:G6}");

    /// <summary>Whether a goal measures the same.</summary>
    public bool IsIn(ProgramGoal goal) => goal.Expression.Contains($"({Measure})", StringComparison.Ordinal);
}
