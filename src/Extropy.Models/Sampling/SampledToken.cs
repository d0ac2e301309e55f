namespace Extropy.Models.Sampling;

/// <summary>A token drawn from a row of logits, with what the draw cost in probability.</summary>
/// <param name="Token">In 0 … V − 1.</param>
/// <param name="LpModel">Its log-probability (nats) under the model: temperature 1, untruncated.</param>
/// <param name="LpBehaviour">Its log-probability (nats) under the distribution it was drawn from; 0 for the most probable token at temperature 0.</param>
/// <param name="EntropyNats">Exact entropy (nats) of the model's distribution: temperature 1, untruncated.</param>
internal readonly record struct SampledToken(int Token, float LpModel, float LpBehaviour, float EntropyNats);
