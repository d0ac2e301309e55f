using System.Globalization;
using System.Text.Json.Nodes;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Spectre.Console;

namespace Extropy.Cli.Evolving;

/// <summary>What <c>evolve --dry-run</c> shows: the problem and every setting as it would be used.</summary>
internal static class EvolvePlanPage
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Prints it.</summary>
    public static int Show(Invocation invocation, EvolveSetup setup)
    {
        (string Name, string Value)[] settings = [.. Settings(setup)];
        if (invocation.Json)
        {
            var result = new JsonObject { ["problem"] = setup.Problem.Id, ["proposer"] = setup.Proposer.Name, ["limits"] = setup.LimitsText };
            foreach ((string name, string value) in settings) result[name] = value;
            JsonResult.Write(invocation.Terminal.Out, result, Measured.Of(invocation));
            return ExitCode.Done;
        }

        IAnsiConsole page = invocation.Terminal.Page;
        EvolvePage.Problem(page, setup);
        Pages.Heading(page, "Plan");
        Pages.Pairs(page, [.. settings.Select(setting => (setting.Name, Markup.Escape(setting.Value)))]);
        page.MarkupLine("[grey]Nothing was spent.[/]");
        return ExitCode.Done;
    }

    private static IEnumerable<(string Name, string Value)> Settings(EvolveSetup setup)
    {
        EvolutionOptions options = setup.Kit.Options;
        if (setup.Own is { } own)
        {
            yield return ("candidates", own.Numbers is { } numbers
                ? string.Create(Culture, $"{numbers.Shape.Rows} rows of {string.Join(", ", numbers.Shape.Columns)}")
                : $"programs: {string.Join(' ', own.Program!.Run.Length > 0 ? own.Program.Run : ["class Candidate in", own.Program.Edit])}"); // one of both is set
            yield return ("files", string.Join(", ", own.Files.Select(file => file.Name)));
        }

        yield return ("proposers", string.Join(", ", setup.Kit.Proposers.Select(proposer => proposer.IsPaid ? $"{proposer.Name} (paid)" : proposer.Name)));
        yield return ("islands", string.Create(Culture, $"{options.Islands}, at most {options.MostIslands}; {options.SeedsPerIsland} start each"));
        yield return ("archive", string.Create(Culture, $"{options.ArchiveSize} candidates, crowding by likeness"));
        yield return ("migration", options.MigrationInterval == 0 ? "none" : string.Create(Culture, $"every {options.MigrationInterval} rounds, {100 * options.MigrationShare:0.#} % of an island"));
        yield return ("patches", Patches(options));
        yield return ("inspirations", string.Create(Culture, $"{options.ArchiveInspirations} from the archive, {options.TopInspirations} of the best"));
        yield return ("novelty", options.NoveltyThreshold >= 1 ? "no text twice" : string.Create(Culture, $"cosine to the island at most {options.NoveltyThreshold}, no text twice"));
        yield return ("goals", GoalPage.Plan(setup.Kit));
        foreach (IRunReflection reflection in setup.Kit.Reflections) yield return (reflection.Name, string.Create(Culture, $"every {reflection.Every} programs, by the model (paid)"));
        yield return ("lag", string.Create(Culture, $"{options.Lag} proposals in flight at most"));
    }

    private static string Patches(EvolutionOptions options) => string.Join(", ", PatchKinds.OfParents
        .Select(kind => (kind, options.Mix.ProbabilityOf(kind, hasDonor: true)))
        .Where(pair => pair.Item2 > 0)
        .Select(pair => string.Create(Culture, $"{PatchKinds.NameOf(pair.kind)} {pair.Item2:0.##}")));
}
