using Extropy.Core.Identity;

namespace Extropy.Search.Contracts;

/// <summary>Which policy answered. Part of every request's digest, so a record is never mistaken for another model's.</summary>
/// <param name="Name">Name a person knows, e.g. <c>knights-and-knaves</c>.</param>
/// <param name="Version">Version of the sampler's semantics; raised when the same weights would answer differently.</param>
/// <param name="Weights">Identity of the weights.</param>
public sealed record PolicyIdentity(string Name, int Version, Digest Weights);
