namespace Extropy.Search.Bes.Scoring;

/// <summary>How verdicts become scores.</summary>
/// <param name="Alpha">α, a goal's own weight against its children's.</param>
/// <param name="MonotoneBlend">Takes max(V_g, blend).</param>
/// <param name="WrongStepCap">Most a node with a wrong step may score; null for no cap.</param>
/// <param name="PairCap">When the cap holds for a pair.</param>
internal readonly record struct ScoringRules(double Alpha, bool MonotoneBlend, double? WrongStepCap, PairCapRule PairCap);
