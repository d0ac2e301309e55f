using System.Collections.Immutable;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;

namespace Extropy.Tasks.KnightsAndKnaves.Encoding;

/// <summary>A paragraph as read.</summary>
/// <param name="Claim">What it claims.</param>
/// <param name="Tests">The tests it spells out (<see cref="ParagraphStyle.Tested"/>), in order; empty in other styles.</param>
public sealed record KkParagraph(Claim Claim, ImmutableArray<PersonTest> Tests);
