namespace Extropy.Runs.Effects;

/// <summary>
/// Digest of a request, one 64-bit word per named field, so that a replay that asks for something else can say what differs. Numbers
/// stand for themselves, everything else for the first half of its identity.
/// </summary>
/// <param name="Kind">What is asked of the world.</param>
/// <param name="Fields">Names of the fields, shared by all requests of the kind.</param>
/// <param name="Words">Shape [fields], one word per field. Not copied: leave it alone afterwards.</param>
public readonly record struct EffectRequest(EffectKind Kind, string[] Fields, ulong[] Words);
