namespace Extropy.Models.Serving;

/// <summary>The scored and the written tokens of a request, in order. All arrays have the same length.</summary>
/// <param name="Ids">Given tokens from the first scored one on, then the written ones.</param>
/// <param name="LpModel">Log-probability (nats) of each: temperature 1, untruncated.</param>
/// <param name="LpBehaviour">Log-probability (nats) of each under the distribution it was drawn from; 0 for a given token.</param>
/// <param name="EntropyNats">Entropy of the model's distribution at each.</param>
/// <param name="Written">How many of the last ones were written.</param>
internal sealed record DecodedTokens(int[] Ids, float[] LpModel, float[] LpBehaviour, float[] EntropyNats, int Written);
