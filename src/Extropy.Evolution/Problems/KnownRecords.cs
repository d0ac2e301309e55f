using System.Collections.Frozen;

namespace Extropy.Evolution.Problems;

/// <summary>The best values that others report, by problem id, with where they are written.</summary>
internal static class KnownRecords
{
    /// <summary>(9√65 − 55)/320: the smallest triangle of Comellas and Yebra's nine points.</summary>
    private static readonly double NinePoints = ((9 * Math.Sqrt(65)) - 55) / 320;

    private static readonly FrozenDictionary<string, KnownRecord> Records = new Dictionary<string, KnownRecord>(StringComparer.Ordinal)
    {
        ["circle-packing-26"] = new(2.635983084919, "Specht's tables 2026, packomania.com/csqv; higher values in print use a tolerance"),
        ["circle-packing-32"] = new(2.939572771205, "Specht's tables 2026, packomania.com/csqv"),
        ["circle-packing-rect-21"] = new(2.365832375910829, "strict score in public notes on einsteinarena.com/problems/circles-rectangle, August 2026"),
        ["heilbronn-convex-13"] = new(0.030936889034895654, "AlphaEvolve 2025, arXiv 2506.13131, appendix B"),
        ["heilbronn-convex-14"] = new(0.027835580517553683, "capybara007 2026, einsteinarena.com/problems/heilbronn-convex"),
        ["heilbronn-triangle-11"] = new(0.036529889880030156, "AlphaEvolve 2025, arXiv 2506.13131, appendix B"),
        ["heilbronn-square-9"] = new(NinePoints, "Comellas and Yebra 2002; proved best by Sudermann-Merx 2026, arXiv 2603.11107", IsProved: true),
        ["distance-ratio-2d-16"] = new(12.889229907694045, "LLM4AD_Next 2026, github.com/Optima-CityU/LLM4AD_Next"),
        ["distance-ratio-3d-14"] = new(4.16578347458007, "auto-discovery 2026, github.com/XinmingTu/auto-discovery"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The record of a problem, or null.</summary>
    public static KnownRecord? Of(string id) => Records.GetValueOrDefault(id);
}
