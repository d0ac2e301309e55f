namespace Extropy.Tasks.KnightsAndKnaves;

/// <summary>The language in which puzzle and derivation are written. Claims and verdicts are the same.</summary>
public enum KkDialect
{
    /// <summary>One-word tokens, for the small decoder of this project (<see cref="Encoding.KkCodec"/>).</summary>
    Formal,

    /// <summary>English sentences, for language models (<see cref="English.EnglishWriter"/>).</summary>
    English,
}
