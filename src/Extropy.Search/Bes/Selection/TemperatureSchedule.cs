namespace Extropy.Search.Bes.Selection;

/// <summary>τ_t, linear from τ_0 to τ_end over the share of the budget that is spent.</summary>
/// <param name="Initial">τ_0.</param>
/// <param name="Final">τ_end.</param>
public readonly record struct TemperatureSchedule(double Initial, double Final)
{
    /// <summary>τ at a share of the budget in [0, 1].</summary>
    public double At(double progress) => Initial + (Final - Initial) * Math.Clamp(progress, 0, 1);
}
