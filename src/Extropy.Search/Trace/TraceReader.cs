using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Extropy.Core.Accounting;
using Extropy.Core.Errors;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;

namespace Extropy.Search.Trace;

/// <summary>Reads what <see cref="TraceWriter"/> wrote.</summary>
public static class TraceReader
{
    /// <summary>The events, in order.</summary>
    /// <param name="lines">Lines of a trace; empty ones are skipped.</param>
    /// <exception cref="BadInputException">A line that is no event; names the line.</exception>
    public static IEnumerable<SearchEvent> Read(IEnumerable<string> lines)
    {
        var steps = new List<Step>();
        long number = 0;
        foreach (string line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (ReadLine(line, number, steps) is { } happened) yield return happened;
        }
    }

    private static SearchEvent? ReadLine(string line, long number, List<Step> steps)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            if (!root.TryGetProperty(TraceFormat.Trace, out JsonElement version)) return Event(root, steps);
            if (version.GetInt32() == TraceWriter.Version) return null;
            throw new FormatException($"it is version {version.GetInt32()}, this program reads {TraceWriter.Version}");
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or FormatException or InvalidOperationException
            or ArgumentException or OverflowException)
        {
            throw new BadInputException($"Line {number} of the trace cannot be read: {fault.Message.TrimEnd('.')}.");
        }
    }

    private static SearchEvent Event(JsonElement line, List<Step> steps)
    {
        long step = line.GetProperty(TraceFormat.SearchStep).GetInt64();
        return line.GetProperty(TraceFormat.Kind).GetString() switch
        {
            TraceFormat.Node => Node(line, step, steps),
            TraceFormat.Rejected => new SearchEvent.ChildRejected(
                step, Text(line, TraceFormat.Operator), Numbers(line, TraceFormat.Parents), Text(line, TraceFormat.Reason)),
            TraceFormat.Goals => new SearchEvent.GoalsAdded(
                step, line.GetProperty(TraceFormat.TreeVersion).GetInt32(), Goals(line), Spent(line)),
            TraceFormat.Scores => new SearchEvent.Rescored(step, Changes(line)),
            TraceFormat.End => new SearchEvent.Ended(
                step, Enum.Parse<SearchOutcome>(Text(line, TraceFormat.Outcome)), line.GetProperty(TraceFormat.Best).GetInt32(), Spent(line)),
            var other => throw new FormatException($"'{other}' is no kind of event"),
        };
    }

    private static SearchEvent.NodeAdded Node(JsonElement line, long step, List<Step> steps)
    {
        if (line.TryGetProperty(TraceFormat.New, out JsonElement fresh))
        {
            foreach (JsonElement written in fresh.EnumerateArray()) steps.Add(Step(written));
        }

        var trajectory = new Trajectory([.. Numbers(line, TraceFormat.Steps).Select(index => steps[index])]);
        var node = new SearchNode(
            line.GetProperty(TraceFormat.Id).GetInt32(), trajectory, Numbers(line, TraceFormat.Parents), Text(line, TraceFormat.Operator),
            Verdict(line.GetProperty(TraceFormat.Verdict)), Real(line.GetProperty(TraceFormat.Score)), Spent(line));
        return new SearchEvent.NodeAdded(step, node, Real(line.GetProperty(TraceFormat.Temperature)))
        {
            PairScore = line.TryGetProperty(TraceFormat.PairScore, out JsonElement pair) ? Real(pair) : null,
            GoalsCovered = line.GetProperty(TraceFormat.Covered).GetInt32(),
        };
    }

    private static Step Step(JsonElement written)
    {
        StepTokens? tokens = written.TryGetProperty(TraceFormat.TokenIds, out _)
            ? new StepTokens(Numbers(written, TraceFormat.TokenIds))
            {
                LpModel = Reals(written, TraceFormat.LpModel),
                LpBehaviour = Reals(written, TraceFormat.LpBehaviour),
                EntropyNats = Reals(written, TraceFormat.Entropy),
            }
            : null;
        return new Step(Text(written, TraceFormat.Text), written.TryGetProperty(TraceFormat.Ends, out _), tokens);
    }

    private static Verdict Verdict(JsonElement written)
    {
        string marks = written.TryGetProperty(TraceFormat.Steps, out JsonElement steps) ? steps.GetString() ?? "" : "";
        return new Verdict(Real(written.GetProperty(TraceFormat.Reward)), Enum.Parse<TrajectoryState>(Text(written, TraceFormat.State)))
        {
            Steps = [.. marks.Select(mark => TraceFormat.Marks.IndexOf(mark) is >= 0 and var index
                ? (StepValidity)index
                : throw new FormatException($"'{mark}' marks no step"))],
            IsAnswerCorrect = written.TryGetProperty(TraceFormat.IsAnswerCorrect, out _),
            Feedback = written.TryGetProperty(TraceFormat.Feedback, out JsonElement feedback) ? feedback.GetString() : null,
        };
    }

    private static ImmutableArray<Goal> Goals(JsonElement line) =>
    [
        .. line.GetProperty(TraceFormat.Goals).EnumerateArray().Select(goal => new Goal(
            Text(goal, TraceFormat.Id),
            goal.TryGetProperty(TraceFormat.Parent, out JsonElement parent) ? parent.GetString() : null,
            Text(goal, TraceFormat.Text))),
    ];

    private static ImmutableArray<(int Node, double Score)> Changes(JsonElement line)
    {
        ImmutableArray<int> nodes = Numbers(line, TraceFormat.Nodes);
        double[] scores = [.. line.GetProperty(TraceFormat.Scores).EnumerateArray().Select(Real)];
        if (scores.Length != nodes.Length) throw new FormatException($"{nodes.Length} nodes have {scores.Length} scores");
        return [.. nodes.Zip(scores)];
    }

    private static Spending Spent(JsonElement line)
    {
        JsonElement[] counters = [.. line.GetProperty(TraceFormat.Spent).EnumerateArray()];
        if (counters.Length != 6) throw new FormatException($"six counters are needed, not {counters.Length}");
        return new(
            counters[0].GetInt64(), counters[1].GetInt64(), counters[2].GetInt64(), counters[3].GetInt64(), counters[4].GetInt64(),
            counters[5].GetDecimal());
    }

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null");

    private static double Real(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? double.Parse(value.GetString() ?? "", CultureInfo.InvariantCulture)
        : value.GetDouble();

    private static ImmutableArray<int> Numbers(JsonElement line, string name) =>
        [.. line.GetProperty(name).EnumerateArray().Select(value => value.GetInt32())];

    private static ImmutableArray<float> Reals(JsonElement line, string name) => line.TryGetProperty(name, out JsonElement values)
        ? [.. values.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.String ? (float)Real(value) : value.GetSingle())]
        : [];
}
