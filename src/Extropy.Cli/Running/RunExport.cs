using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Cli.Solving;
using Extropy.Runs.Store;
using Extropy.Search.Contracts;
using Extropy.Search.Trace;
using Spectre.Console;

namespace Extropy.Cli.Running;

/// <summary><c>runs export</c>: a run's pool as JSON lines, one trajectory a line, in order of arrival.</summary>
internal static class RunExport
{
    private static readonly JsonWriterOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the lines to a file or to the output.</summary>
    public static async Task<int> RunAsync(Invocation invocation, string id, string? file, bool isTrace)
    {
        RunSummary run = RunStore.FromEnvironment(invocation.Time).Show(id);
        SolveReport report = await SolveReplay.OfAsync(run, invocation.Workers, invocation.Cancellation);
        string text = isTrace ? Trace(report) : Trajectories(report);
        if (file is null)
        {
            await invocation.Terminal.Out.WriteAsync(text);
            return ExitCode.Done;
        }

        string path = Path.GetFullPath(file);
        await File.WriteAllTextAsync(path, text, new UTF8Encoding(false), invocation.Cancellation);
        string what = isTrace ? $"{Durations.Count(report.Events.Length)} events" : $"{Durations.Count(report.Result.Nodes.Length)} trajectories";
        invocation.Terminal.Page.MarkupLine($"[green]✓[/] {what} in {Markup.Escape(path)}");
        return ExitCode.Done;
    }

    private static string Trace(SolveReport report)
    {
        using var bytes = new MemoryStream();
        TraceWriter.Write(report.Events, bytes);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static string Trajectories(SolveReport report)
    {
        using var text = new StringWriter { NewLine = "\n" };
        foreach (SearchNode node in report.Result.Nodes) Write(text, node);
        return text.ToString();
    }

    private static void Write(TextWriter writer, SearchNode node)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Layout)) WriteNode(json, node);
        writer.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    private static void WriteNode(Utf8JsonWriter json, SearchNode node)
    {
        json.WriteStartObject();
        json.WriteNumber("node", node.Id);
        json.WriteString("operator", node.Operator);
        json.WriteStartArray("parents");
        foreach (int parent in node.Parents) json.WriteNumberValue(parent);
        json.WriteEndArray();
        json.WriteNumber("score", node.Score);
        json.WriteNumber("reward", node.Verdict.Reward);
        json.WriteString("state", Words.Of(node.Verdict.State));
        json.WriteBoolean("answerCorrect", node.Verdict.IsAnswerCorrect);
        json.WriteNumber("policyCalls", node.Spent.PolicyCalls);
        json.WriteNumber("generatedTokens", node.Spent.GeneratedTokens);
        json.WriteStartArray("steps");
        foreach (Step step in node.Trajectory.Steps) json.WriteStringValue(step.Text);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
