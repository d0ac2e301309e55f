namespace Extropy.Learning.Statistics;

/// <summary>
/// A number of one position, and its slope: a pure function of the policy's row, the token and perhaps another policy's row. Everything that a
/// loss knows of a policy comes through statistics, so one fused pass serves every method. Implementations are records: equal ones are
/// computed once.
/// </summary>
public interface IRowStatistic
{
    /// <summary>Whose row stands in <see cref="PolicyRow.Other"/>; null when none is needed.</summary>
    OtherPolicy? Other => null;

    /// <summary>s(z, token, q).</summary>
    double Value(in PolicyRow row);

    /// <summary>Vector–Jacobian product: adds slope · ∂s/∂z to a row.</summary>
    /// <param name="row">The same row as for <see cref="Value"/>.</param>
    /// <param name="slope">∂L/∂s.</param>
    /// <param name="logitGradients">∂L/∂z, shape [V]; added to.</param>
    void AddGradient(in PolicyRow row, double slope, Span<double> logitGradients);
}
