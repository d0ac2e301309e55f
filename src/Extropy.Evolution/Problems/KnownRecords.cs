using System.Collections.Frozen;

namespace Extropy.Evolution.Problems;

/// <summary>
/// The best values that others report, by problem id, with where they are written. For sizes beyond the reported ones only values with all their digits.
/// </summary>
internal static class KnownRecords
{
    private const string Specht = "Specht's tables, September 2026, packomania.com/csqv";
    private const string HeilbronnTables = "the tables at math.tejstead.com/heilbronn, 2026";

    private static readonly FrozenDictionary<string, KnownRecord> Records = new Dictionary<string, KnownRecord>(StringComparer.Ordinal)
    {
        // Higher values in print for 26 circles let every pair overlap a little.
        ["circle-packing-26"] = new(2.635983084919, Specht),
        ["circle-packing-32"] = new(2.939572771205, Specht),
        ["circle-packing-33"] = new(2.987285008592, Specht),
        ["circle-packing-34"] = new(3.029799271186, Specht),
        ["circle-packing-rect-21"] = new(2.365832375910829, "a public campaign on einsteinarena.com/problems/circles-rectangle, August 2026: its contacts solved to 100 digits, no tolerance"),

        ["heilbronn-convex-6"] = new(1 / 6.0, "Cantrell 2007, in " + HeilbronnTables),
        ["heilbronn-convex-7"] = new(1 / 9.0, "proved by Zeng and Yang 1995, in " + HeilbronnTables, IsProved: true),
        ["heilbronn-convex-11"] = new(2 / 47.0, "Cantrell 2007, in " + HeilbronnTables),
        ["heilbronn-convex-12"] = new(2 / 51.0, "Cantrell 2007, in " + HeilbronnTables),
        ["heilbronn-convex-13"] = new(0.0309372079, "MLEvolve 2026, arXiv 2606.06473, printed with nine digits"),
        ["heilbronn-convex-14"] = new(0.027835580517553683, "capybara007 2026, einsteinarena.com/problems/heilbronn-convex"),

        ["heilbronn-triangle-5"] = new(3 - (2 * Math.Sqrt(2)), "proved by Peng 1989, in " + HeilbronnTables, IsProved: true),
        ["heilbronn-triangle-6"] = new(1 / 8.0, "proved by Yang, Zhang and Zeng 1994, in " + HeilbronnTables, IsProved: true),
        ["heilbronn-triangle-7"] = new(7 / 72.0, "Cantrell 2006; proved by Zeng and Chen 2019, in " + HeilbronnTables, IsProved: true),
        ["heilbronn-triangle-9"] = new(43 / 784.0, "Cantrell 2006, in " + HeilbronnTables),
        ["heilbronn-triangle-11"] = new(0.036529889880030156, "AlphaEvolve 2025, arXiv 2506.13131, appendix B"),

        ["heilbronn-square-5"] = new(Math.Sqrt(3) / 9, "proved by Yang, Zhang and Zeng 1991, in " + HeilbronnTables, IsProved: true),
        ["heilbronn-square-6"] = new(1 / 8.0, "proved by Dress, Yang and Zeng 1995, in " + HeilbronnTables, IsProved: true),
        ["heilbronn-square-8"] = new((Math.Sqrt(13) - 1) / 36, "Comellas and Yebra 2002; proved by Dehbi and Zeng 2022, in " + HeilbronnTables, IsProved: true),
        ["heilbronn-square-9"] = new(((9 * Math.Sqrt(65)) - 55) / 320, "Comellas and Yebra 2002; proved by Sudermann-Merx 2026, arXiv 2603.11107", IsProved: true),
        ["heilbronn-square-11"] = new(1 / 27.0, "Goldberg 1972, in " + HeilbronnTables),
        ["heilbronn-square-16"] = new(7 / 341.0, "Beyleveld 2006, in " + HeilbronnTables),

        ["distance-ratio-2d-16"] = new(12.889229907694045, "LLM4AD_Next 2026, github.com/Optima-CityU/LLM4AD_Next"),
        ["distance-ratio-3d-14"] = new(4.16578347458007, "auto-discovery 2026, github.com/XinmingTu/auto-discovery"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The record of a problem, or null.</summary>
    public static KnownRecord? Of(string id) => Records.GetValueOrDefault(id);
}
