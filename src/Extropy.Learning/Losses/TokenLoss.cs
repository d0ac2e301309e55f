namespace Extropy.Learning.Losses;

/// <summary>What a batch's tokens cost.</summary>
/// <param name="Value">L, the weighted mean of −ln p over the tokens, in nats; 0 when no token counts.</param>
/// <param name="WeightSum">Σw.</param>
public readonly record struct TokenLoss(double Value, double WeightSum);
