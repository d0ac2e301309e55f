using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Core.Errors;
using Extropy.Evolution.Own;
using Extropy.Runs.Store;

namespace Extropy.Cli.Running;

/// <summary>Runs a command's work inside a run: recorded, resumable, with the resume line always in sight.</summary>
internal static class RunScope
{
    /// <summary>Starts the run, or goes on with the one that is being resumed; finishes it; prints.</summary>
    /// <param name="invocation">The command.</param>
    /// <param name="command">Its name.</param>
    /// <param name="options">Effective options, for people who look at the run later.</param>
    /// <param name="body">The work.</param>
    public static async Task<int> RunAsync(
        Invocation invocation, string command, ImmutableSortedDictionary<string, string> options, Func<RunSession, Task<RunEnd>> body)
    {
        RunStore store = RunStore.FromEnvironment(invocation.Time);
        await using RunSession run = invocation.Host.ResumeId is { } id
            ? store.Resume(id)
            : store.Create(new RunRequest(command, invocation.Seed, Canonical(invocation.Host.Arguments)) { Options = options });
        Say(invocation, $"run {run.Id} · resume with: {run.ResumeLine}");
        try
        {
            RunEnd end = await body(run);
            JsonObject measured = Measured.Of(invocation);
            measured["run"] = run.Id;
            measured["resumes"] = run.Manifest.Resumes;
            foreach ((string name, JsonNode? value) in end.Measured ?? []) measured[name] = value?.DeepClone();
            await run.FinishAsync(Bytes(end.Result), Bytes(measured), end.Code);
            if (invocation.Json) JsonResult.Write(invocation.Terminal.Out, end.Result, measured);
            else end.Show();
            return end.Code;
        }
        catch (OperationCanceledException) when (invocation.Cancellation.IsCancellationRequested)
        {
            Say(invocation, $"stopped; what was committed is kept. Go on with: {run.ResumeLine}");
            return ExitCode.Cancelled;
        }
        catch (ExtropyException fault)
        {
            Note(run, fault.Message);
            throw;
        }
    }

    /// <summary>What was typed, with paths that hold from any folder.</summary>
    internal static ImmutableArray<string> Canonical(ImmutableArray<string> arguments)
    {
        var canonical = arguments.ToBuilder();
        for (int i = 0; i + 1 < canonical.Count; i++)
            if (canonical[i] is "--data" or "--model" or "--out" or "--results" || canonical[i] == "--recipe" && File.Exists(canonical[i + 1])) canonical[i + 1] = Path.GetFullPath(canonical[i + 1]);
        for (int i = 1; i < canonical.Count && canonical[0] == "evolve"; i++)
            if (OwnProblem.IsFile(canonical[i]) && File.Exists(canonical[i])) canonical[i] = Path.GetFullPath(canonical[i]);
        return canonical.ToImmutable();
    }

    /// <summary>Notes why a run failed; where the disk refuses even that, the fault itself is what people must hear of.</summary>
    private static void Note(RunSession run, string reason)
    {
        try
        {
            run.Fail(reason);
        }
        catch (ExtropyException)
        {
            // the fault that led here is the one to tell
        }
    }

    private static void Say(Invocation invocation, string line) => invocation.Terminal.Error.WriteLine(line);

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(JsonResult.ToText(node));
}
