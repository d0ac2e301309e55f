namespace Extropy.Tasks.KnightsAndKnaves.Encoding;

/// <summary>One spelled-out test of a paragraph: whether a person's statement can have the truth value that the assumptions demand.</summary>
/// <param name="Person">From 0.</param>
/// <param name="IsOk">True when the text says that it can.</param>
public readonly record struct PersonTest(int Person, bool IsOk);
