using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Extropy.Certificates;
using Extropy.Cli.Evolving;
using Extropy.Cli.Output;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems;
using Extropy.Evolution.Problems.Drawing;

namespace Extropy.Cli.Reporting;

/// <summary>The report of one evolution: the best layout with its certificate, a gallery, the curve with the lineage on it, patches, islands, goals.</summary>
internal static class EvolutionReportPage
{
    private const int ChartWidth = 1000;
    private const int ChartHeight = 280;
    private const int GallerySize = 9;
    private const int LongestNote = 120;
    private const int LongestFraction = 120;
    private const double MostDigits = 17; // a double has no more
    private const double Alike = 0.9999; // cosine from which two pictures look the same
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>The file's text.</summary>
    /// <param name="report">The search.</param>
    /// <param name="run">The run's name, shown in the footer.</param>
    public static string Of(EvolveReport report, string run)
    {
        var page = new HtmlPage();
        Head(page, report);
        if (report.Best is { } best)
        {
            if (report.Setup.Own is { } own) OwnBestSection.Add(page, report, own, best);
            if (report.Setup.Problem is IOpenProblem drawn)
            {
                Best(page, report, drawn, best);
                Gallery(page, report, drawn, best);
            }

            Curve(page, report, best);
            Lineage(page, report, best);
        }

        Patches(page, report);
        Islands(page, report);
        GoalTreeSection.Add(page, report);
        MemorySection.Add(page, report.State);
        page.Add($"<footer>Run <code>{HtmlPage.Escape(run)}</code>, seed {report.Setup.Request.Seed.ToString(Culture)}. This file is complete in itself: no script, nothing loaded.</footer>");
        return page.ToHtml($"{report.Setup.Problem.Id}: {report.Setup.Proposer.Name}, seed {report.Setup.Request.Seed.ToString(Culture)}");
    }

    private static void Head(HtmlPage page, EvolveReport report)
    {
        IProblemStatement problem = report.Setup.Problem;
        EvolutionState state = report.State;
        bool holds = report.Checked is { Verdict: CertificateVerdict.Holds };
        string pill = holds ? "<span class=\"pill\">certified, tolerance 0</span>" : $"<span class=\"pill open\">{(report.Setup.Own is null ? "nothing certified" : "your own evaluator, no certificate")}</span>";
        string stop = report.Stop is { } reason ? EvolvePage.Words(reason) : "interrupted";
        page.Add($"<header><h1>{HtmlPage.Escape(problem.Id)}</h1><p class=\"quiet\">{HtmlPage.Escape($"{problem.Title} Proposer: {report.Setup.Proposer.Name}. Ended: {stop}.")}</p></header><p>{pill}</p>");
        List<(string, string)> cards = [(report.Best is { } best ? Gap.Number(best.Evaluation.Raw) : "none", problem.Aim == Aim.Maximise ? "best, more is better" : "best, less is better")];
        if (problem.Record is { } record) cards.Add((Gap.Number(record.Value), record.IsProved ? "proved optimum" : "best that others report"));
        cards.Add((Durations.Count(state.Evaluations), "candidates evaluated"));
        cards.Add((Durations.Count(state.Correct), "correct"));
        cards.Add((Durations.Text(state.Elapsed), "time, measured"));
        page.Add(HtmlPage.Cards(cards));
    }

    private static void Best(HtmlPage page, EvolveReport report, IOpenProblem problem, Candidate best)
    {
        string picture = best.Evaluation.Layout is { } layout ? LayoutDrawing.Svg(problem, layout) : "";
        List<string[]> facts = [];
        if (report.Certificate is { } certificate)
        {
            facts.Add(["exactly", SafeText.Short(certificate.Value.ToString(), LongestFraction)]);
            facts.Add(["as a decimal", certificate.Value.ToDecimal(30, up: problem.Aim == Aim.Minimise)]);
        }

        if (report.Checked is { } outcome) facts.Add(["independent check", outcome.Reason]);
        if (problem.Record is { } record)
        {
            facts.Add(["to the record", Gap.Text(problem, best.Evaluation.Raw)]);
            facts.Add(["record by", record.Source]);
        }

        page.Section(
            "The best layout",
            "Contacts and what bounds the value are drawn. Every number is an exact binary fraction, and every constraint was compared in whole numbers.",
            $"<div class=\"chart\">{picture}</div>{HtmlPage.Table(["certificate", ""], facts)}");
    }

    private static void Gallery(HtmlPage page, EvolveReport report, IOpenProblem problem, Candidate best)
    {
        List<Candidate> shown = [best];
        foreach (Candidate candidate in report.State.Archive())
        {
            if (shown.Count == GallerySize) break;
            if (candidate.Evaluation.Layout is not null && !shown.Exists(other => other.Fingerprint.Cosine(candidate.Fingerprint) > Alike)) shown.Add(candidate);
        }

        if (shown.Count < 2) return;
        var pictures = new StringBuilder("<div class=\"gallery\">");
        foreach (Candidate candidate in shown.Skip(1))
        {
            string caption = $"{Gap.Number(candidate.Evaluation.Raw)} · {candidate.Id} by {candidate.Proposer}, {PatchKinds.NameOf(candidate.Patch)}";
            pictures.Append($"<figure>{LayoutDrawing.Svg(problem, candidate.Evaluation.Layout!)}<figcaption>{HtmlPage.Escape(caption)}</figcaption></figure>"); // candidates without one are left out
        }

        page.Section("Other layouts", "The best of the archive that look different: local optima the search keeps apart.", pictures.Append("</div>").ToString());
    }

    private static void Curve(HtmlPage page, EvolveReport report, Candidate best)
    {
        IProblemStatement problem = report.Setup.Problem;
        double reference = problem.Record?.Value ?? best.Evaluation.Raw;
        IReadOnlyList<EvolutionGain> gains = report.State.Gains;
        (double X, double Y)[] points = [.. gains.Select(gain => ((double)gain.Evaluations, Digits(gain.Candidate.Evaluation.Raw, reference)))];
        double most = Math.Max(1, points.Max(point => point.Y));
        var plot = new Plot(ChartWidth, ChartHeight, report.State.Evaluations, most)
            .Line(points.Append((report.State.Evaluations, points[^1].Y)), "finish", isStepped: true);
        for (int i = 0; i < gains.Count; i++)
        {
            Candidate candidate = gains[i].Candidate;
            plot.Dot(points[i].X, points[i].Y, 4, PatchKinds.NeedsDonor(candidate.Patch) ? "evolved" : "written", $"{Gap.Number(candidate.Evaluation.Raw)}, {candidate.Proposer}, {PatchKinds.NameOf(candidate.Patch)}");
        }

        page.Section(
            "Best so far",
            $"Digits that agree with {(problem.Record is null ? "the best of this run" : "the record")}: −log₁₀ of the relative distance. A step is a new best; point at a dot to read it.",
            $"{HtmlPage.Legend(("written", "from one parent or none"), ("evolved", "by recombination"))}<div class=\"chart\">{plot.ToSvg("evaluations", "digits")}</div>");
    }

    private static void Lineage(HtmlPage page, EvolveReport report, Candidate best)
    {
        ImmutableArray<Candidate> line = Ancestry.Line(report.State, best);
        page.Section(
            "Lineage of the best",
            "From the best back to a start of the run: what each candidate was made from and how.",
            HtmlPage.Table(["candidate", "round", "value", "made by", "donors", "what was done"], line.Select(candidate => new[]
            {
                candidate.Id.ToString(),
                candidate.Generation.ToString(Culture),
                Gap.Number(candidate.Evaluation.Raw),
                $"{candidate.Proposer}, {PatchKinds.NameOf(candidate.Patch)}",
                string.Join(' ', candidate.Donors),
                SafeText.Short(candidate.Note ?? "", LongestNote),
            })));
    }

    private static void Patches(HtmlPage page, EvolveReport report)
    {
        var rows = Enum.GetValues<PatchKind>().Select(kind => (Kind: kind, Tally: report.State.Of(kind))).Where(row => row.Tally.Proposals > 0).Select(row => new[]
        {
            PatchKinds.NameOf(row.Kind), Durations.Count(row.Tally.Proposals), Durations.Count(row.Tally.Evaluated), Durations.Count(row.Tally.Correct), Durations.Count(row.Tally.Gains),
        });
        page.Section("Patches", "What each kind of patch brought: a gain is a new best of the run.", HtmlPage.Table(["patch", "proposals", "evaluated", "correct", "gains"], rows));
    }

    private static void Islands(HtmlPage page, EvolveReport report)
    {
        ImmutableArray<IslandState> islands = report.State.Islands();
        page.Section("Islands", string.Create(Culture, $"{report.State.Migrants:N0} candidates changed their island."), HtmlPage.Table(
            ["island", "candidates", "correct", "in the archive", "best"],
            islands.Select((island, index) => new[]
            {
                index.ToString(Culture), Durations.Count(island.Size), Durations.Count(island.Correct), Durations.Count(island.Archived),
                island.Best is { } value ? Gap.Number(value) : "–",
            })));
    }

    private static double Digits(double value, double reference)
    {
        double distance = Math.Abs(value - reference) / Math.Max(Math.Abs(reference), double.Epsilon);
        return distance == 0 ? MostDigits : Math.Clamp(-Math.Log10(distance), 0, MostDigits);
    }
}
