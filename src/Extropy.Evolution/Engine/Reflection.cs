using Extropy.Core.Accounting;

namespace Extropy.Evolution.Engine;

/// <summary>What came of looking back.</summary>
/// <param name="Memory">What later proposals may know; the memory of the request where nothing was found out.</param>
/// <param name="Note">What was done, in one sentence.</param>
/// <param name="Spending">Calls, tokens and money of models.</param>
public sealed record Reflection(RunMemory Memory, string Note, Spending Spending = default);
