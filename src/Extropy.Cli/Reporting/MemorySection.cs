using System.Globalization;
using Extropy.Cli.Output;
using Extropy.Evolution.Engine;

namespace Extropy.Cli.Reporting;

/// <summary>The part of an evolution's report that tells what the run knew of itself: scratchpad, recommendations, and the last looks back.</summary>
internal static class MemorySection
{
    private const int ShownReflections = 12;
    private const int LongestNote = 160;

    /// <summary>Adds it; nothing where nobody looked back.</summary>
    public static void Add(HtmlPage page, EvolutionState state)
    {
        if (state.Reflections.Count == 0) return;
        RunMemory memory = state.Memory;
        string scratchpad = memory.Scratchpad.Length == 0 ? "" : $"<pre>{HtmlPage.Escape(memory.Scratchpad)}</pre>";
        string recommendations = memory.Recommendations.IsEmpty
            ? ""
            : $"<ul>{string.Concat(memory.Recommendations.Select(text => $"<li>{HtmlPage.Escape(SafeText.Line(text))}</li>"))}</ul>";
        string looks = HtmlPage.Table(["proposals", "who looked back", "what came of it"], state.Reflections.TakeLast(ShownReflections).Select(reflection => new[]
        {
            reflection.Proposals.ToString("N0", CultureInfo.InvariantCulture), reflection.Name, SafeText.Short(reflection.Note, LongestNote),
        }));
        page.Section(
            "Notes",
            "What the model wrote down about this run, as it stood at the end; one recommendation at a time was shown to whoever wrote the next program. It is a model's opinion, not a finding.",
            scratchpad + recommendations + looks);
        if (memory.Prompts.IsEmpty) return;
        page.Section(
            "System prompts",
            "What the model was told that it is there for, and how high the programs stand that each made, as of the last look back.",
            HtmlPage.Table(["prompt", "made from", "programs", "mean percentile", "text"], memory.Prompts.OrderByDescending(prompt => prompt.Mean).Select(prompt => new[]
            {
                prompt.Id.ToString(CultureInfo.InvariantCulture), prompt.Parent?.ToString(CultureInfo.InvariantCulture) ?? "", prompt.Programs.ToString(CultureInfo.InvariantCulture),
                prompt.Programs == 0 ? "" : (100 * prompt.Mean).ToString("0", CultureInfo.InvariantCulture), SafeText.Short(prompt.Text, LongestNote),
            })));
    }
}
