using System.CommandLine;
using System.Text.Json.Nodes;
using Extropy.Certificates;
using Extropy.Cli.Evolving;
using Extropy.Cli.Evolving.Arms;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Cli.Running;
using Extropy.Cli.Watching;
using Extropy.Core.Errors;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems.Certifying;
using Extropy.Providers.Accounts;
using Extropy.Runs.Store;
using Spectre.Console;

namespace Extropy.Cli.Commands;

/// <summary><c>extropy evolve &lt;problem&gt;</c>: searches for the best verified answer to an open problem.</summary>
internal static class EvolveCommand
{
    private const string CertificateName = "certificate.json";
    private const long DefaultSeeds = 10;

    /// <summary>The command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("evolve", "search an open problem for the best answer that can be certified");
        var flags = new EvolveFlags();
        flags.AddTo(command);
        host.Handle(command, invocation => RunAsync(invocation, flags));
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation, EvolveFlags flags)
    {
        if (invocation.Get(flags.List)) return EvolveListPage.Show(invocation);
        EvolveRequest request = flags.Read(invocation.Parsed);
        if (invocation.Get(flags.Assess) is { } file) return await EvolveAssess.RunAsync(invocation, request, file);
        if (invocation.Get(flags.Arms) is { } arms) return await ArmsSearch.RunAsync(invocation, request, SearchArm.Read(arms), (int)(invocation.Get(flags.Seeds) ?? DefaultSeeds));
        if (invocation.Get(flags.Seeds) is not null) throw new BadInputException("--seeds is for a comparison; give --arms too, for example --arms S,BES");
        await using EvolveSetup setup = EvolveSetup.Of(request, invocation.Host.Proposers);
        if (invocation.Get(flags.DryRun)) return EvolvePlanPage.Show(invocation, setup);
        if (setup.Own is { } own && invocation.Host.ResumeId is { } id) OwnRunFiles.RequireSame(RunStore.FromEnvironment(invocation.Time).Show(id).Manifest, own);
        if (setup.Kit.Prepare is { } prepare) await prepare(invocation.Cancellation);

        return await RunScope.RunAsync(invocation, "evolve", setup.Options, async run =>
        {
            if (setup.Own is { } problem) OwnRunFiles.Keep(run.Folder, problem);
            Introduce(invocation, setup);
            EvolveReport report = await SearchAsync(invocation, run, setup);
            string? certificate = Certify(run, report);
            string? best = setup.Own is not null && report.Best is { } found ? OwnRunFiles.WriteBest(run.Folder, setup.Own, found) : null;
            return new RunEnd(report.Best is null ? ExitCode.Unsolved : ExitCode.Done, EvolveJson.Of(report), () => Show(invocation, run, report, certificate, best))
            {
                Measured = MeasuredOf(run, report, certificate, best),
            };
        });
    }

    private static void Introduce(Invocation invocation, EvolveSetup setup)
    {
        if (!invocation.Json) EvolvePage.Problem(invocation.Terminal.Page, setup);
        invocation.Terminal.Out.Flush();
    }

    private static async Task<EvolveReport> SearchAsync(Invocation invocation, RunSession run, EvolveSetup setup)
    {
        var watch = new EvolutionWatch(run);
        var live = new LiveEvolution(invocation, watch, setup.Problem, setup.Request.Limits);
        var runner = new EvolutionRunner(setup.Kit, setup.Plan, new EvolutionServices
        {
            Journal = run.Journal, Time = run.Time, Observer = watch, Workers = invocation.Workers,
        });
        EvolutionOutcome outcome = await live.WhileAsync(Task.Run(() => runner.RunAsync(invocation.Cancellation), invocation.Cancellation));
        return new EvolveReport(setup, outcome.State, outcome.Stop);
    }

    /// <summary>Writes the certificate and has it checked by the room that shares no code with the search.</summary>
    /// <exception cref="ExtropyException">The checker does not agree with the referee.</exception>
    private static string? Certify(RunSession run, EvolveReport report)
    {
        if (report.Certificate is not { } certificate) return null;
        string file = Path.Combine(run.Folder, CertificateName);
        CertificateFile.Write(file, certificate);
        CertificateOutcome outcome = CertificateCheck.OfFile(file);
        return outcome.Verdict == CertificateVerdict.Holds
            ? file
            : throw new ExtropyException($"The referee and the independent checker disagree about {file}: {outcome.Reason} Please report it with that file.");
    }

    private static JsonObject MeasuredOf(RunSession run, EvolveReport report, string? certificate, string? best)
    {
        double seconds = report.State.Elapsed.TotalSeconds;
        return new JsonObject
        {
            ["searchSeconds"] = Math.Round(seconds, 3),
            ["secondsToBest"] = report.State.Gains.Count > 0 ? Math.Round(report.State.Gains[^1].Elapsed.TotalSeconds, 3) : null,
            ["evaluationsPerSecond"] = seconds > 0 ? Math.Round(report.State.Evaluations / seconds, 3) : null,
            ["gainSeconds"] = new JsonArray([.. report.State.Gains.Select(gain => (JsonNode)Math.Round(gain.Elapsed.TotalSeconds, 3))]),
            ["certificateFile"] = certificate,
            ["bestFile"] = best,
            ["models"] = report.Setup.Kit.Spent is { } spent ? new JsonArray([.. spent().Select(row => (JsonNode)Session(row))]) : null,
            ["callsPossiblyChargedTwice"] = run.Journal.Counts.PossiblyCharged,
        };
    }

    private static JsonObject Session(ModelSpending row) => new()
    {
        ["model"] = row.Model,
        ["calls"] = row.Calls,
        ["attempts"] = row.Attempts,
        ["attemptsPossiblyCharged"] = row.UncertainAttempts,
        ["cachedTokens"] = row.Usage.CachedInput,
        ["reasoningTokens"] = row.Usage.Reasoning,
    };

    private static void Show(Invocation invocation, RunSession run, EvolveReport report, string? certificate, string? best)
    {
        IAnsiConsole page = invocation.Terminal.Page;
        EvolvePage.Result(page, report, certificate ?? best, run.Journal.Counts.PossiblyCharged);
        List<(string, string)> next = [($"runs report {run.Id}", report.Setup.Own is null ? "pictures of the best layouts, lineage, goals and the curve, as one HTML file" : "the best candidates, lineage and the curve, as one HTML file")];
        if (best is not null) next.Add(($"evolve {report.Setup.Request.Problem} --assess {best}", "ask your evaluator about the best once more"));
        if (certificate is not null) next.Add(($"certify {certificate}", "check the certificate again, apart from the search"));
        Pages.Next(page, [.. next]);
    }
}
