using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Extropy.Core.Accounting;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;

namespace Extropy.Search.Trace;

/// <summary>
/// Writes a search as JSON lines, one event a line, from which <see cref="TraceReader"/> gets the same events back. A step is written in
/// full once, where it first appears, and by number afterwards.
/// </summary>
/// <remarks>The same events give the same bytes. Text that is not valid UTF-16 is written with U+FFFD in place of the stray half. Not
/// thread-safe; does not own the stream.</remarks>
public sealed class TraceWriter : ISearchObserver, IDisposable
{
    internal const int Version = 1;

    private static readonly byte[] NewLine = [(byte)'\n'];

    private readonly Stream _stream;
    private readonly Utf8JsonWriter _json;
    private readonly Dictionary<Step, int> _steps = new(ReferenceEqualityComparer.Instance);

    /// <summary>Starts a trace.</summary>
    /// <param name="stream">Where it goes.</param>
    public TraceWriter(Stream stream)
    {
        _stream = stream;
        _json = new Utf8JsonWriter(stream);
        Line(() => _json.WriteNumber(TraceFormat.Trace, Version));
    }

    /// <summary>Writes a list of events.</summary>
    public static void Write(IEnumerable<SearchEvent> events, Stream stream)
    {
        using var writer = new TraceWriter(stream);
        foreach (SearchEvent happened in events) writer.OnEvent(happened);
    }

    /// <inheritdoc/>
    public void OnEvent(SearchEvent happened) => Line(() =>
    {
        switch (happened)
        {
            case SearchEvent.NodeAdded added: WriteNode(added); break;
            case SearchEvent.ChildRejected rejected: WriteRejection(rejected); break;
            case SearchEvent.GoalsAdded goals: WriteGoals(goals); break;
            case SearchEvent.Rescored rescored: WriteScores(rescored); break;
            case SearchEvent.Ended ended: WriteEnd(ended); break;
        }
    });

    /// <summary>Lets go of the buffer. The stream stays open.</summary>
    public void Dispose() => _json.Dispose();

    private void Line(Action write)
    {
        _json.WriteStartObject();
        write();
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _stream.Write(NewLine);
    }

    private void Head(string kind, SearchEvent happened)
    {
        _json.WriteString(TraceFormat.Kind, kind);
        _json.WriteNumber(TraceFormat.SearchStep, happened.SearchStep);
    }

    private void WriteNode(SearchEvent.NodeAdded added)
    {
        SearchNode node = added.Node;
        Head(TraceFormat.Node, added);
        _json.WriteNumber(TraceFormat.Id, node.Id);
        Text(TraceFormat.Operator, node.Operator);
        Numbers(TraceFormat.Parents, node.Parents);
        WriteNewSteps(node.Trajectory);
        Numbers(TraceFormat.Steps, [.. node.Trajectory.Steps.Select(step => _steps[step])]);
        WriteVerdict(node.Verdict);
        Real(TraceFormat.Score, node.Score);
        Real(TraceFormat.Temperature, added.Temperature);
        if (added.PairScore is { } pair) Real(TraceFormat.PairScore, pair);
        _json.WriteNumber(TraceFormat.Covered, added.GoalsCovered);
        Spent(node.Spent);
    }

    private void WriteNewSteps(Trajectory trajectory)
    {
        if (trajectory.Steps.All(_steps.ContainsKey)) return;
        _json.WriteStartArray(TraceFormat.New);
        foreach (Step step in trajectory.Steps)
        {
            if (!_steps.TryAdd(step, _steps.Count)) continue;
            _json.WriteStartObject();
            Text(TraceFormat.Text, step.Text);
            if (step.EndsTrajectory) _json.WriteBoolean(TraceFormat.Ends, true);
            if (step.Tokens is { } tokens)
            {
                Numbers(TraceFormat.TokenIds, tokens.Ids);
                Reals(TraceFormat.LpModel, tokens.LpModel);
                Reals(TraceFormat.LpBehaviour, tokens.LpBehaviour);
                Reals(TraceFormat.Entropy, tokens.EntropyNats);
            }

            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteVerdict(Verdict verdict)
    {
        _json.WriteStartObject(TraceFormat.Verdict);
        Real(TraceFormat.Reward, verdict.Reward);
        _json.WriteString(TraceFormat.State, verdict.State.ToString());
        if (verdict.IsAnswerCorrect) _json.WriteBoolean(TraceFormat.IsAnswerCorrect, true);
        if (!verdict.Steps.IsDefaultOrEmpty)
        {
            var marks = new StringBuilder();
            foreach (StepValidity validity in verdict.Steps) marks.Append(TraceFormat.Marks[(int)validity]);
            _json.WriteString(TraceFormat.Steps, marks.ToString());
        }

        if (verdict.Feedback is { } feedback) Text(TraceFormat.Feedback, feedback);
        _json.WriteEndObject();
    }

    private void WriteRejection(SearchEvent.ChildRejected rejected)
    {
        Head(TraceFormat.Rejected, rejected);
        Text(TraceFormat.Operator, rejected.Operator);
        Numbers(TraceFormat.Parents, rejected.Parents);
        Text(TraceFormat.Reason, rejected.Reason);
    }

    private void WriteGoals(SearchEvent.GoalsAdded added)
    {
        Head(TraceFormat.Goals, added);
        _json.WriteNumber(TraceFormat.TreeVersion, added.Version);
        _json.WriteStartArray(TraceFormat.Goals);
        foreach (Goal goal in added.Goals)
        {
            _json.WriteStartObject();
            Text(TraceFormat.Id, goal.Id);
            if (goal.ParentId is { } parent) Text(TraceFormat.Parent, parent);
            Text(TraceFormat.Text, goal.Description);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        Spent(added.Spent);
    }

    private void WriteScores(SearchEvent.Rescored rescored)
    {
        Head(TraceFormat.Scores, rescored);
        Numbers(TraceFormat.Nodes, [.. rescored.Changes.Select(change => change.Node)]);
        _json.WriteStartArray(TraceFormat.Scores);
        foreach ((_, double score) in rescored.Changes) _json.WriteNumberValue(score);
        _json.WriteEndArray();
    }

    private void WriteEnd(SearchEvent.Ended ended)
    {
        Head(TraceFormat.End, ended);
        _json.WriteString(TraceFormat.Outcome, ended.Outcome.ToString());
        _json.WriteNumber(TraceFormat.Best, ended.Best);
        Spent(ended.Spent);
    }

    private void Spent(Spending spent)
    {
        _json.WriteStartArray(TraceFormat.Spent);
        _json.WriteNumberValue(spent.PolicyCalls);
        _json.WriteNumberValue(spent.GeneratedTokens);
        _json.WriteNumberValue(spent.PromptTokens);
        _json.WriteNumberValue(spent.EvolutionChildren);
        _json.WriteNumberValue(spent.VerifierCalls);
        _json.WriteNumberValue(spent.Money);
        _json.WriteEndArray();
    }

    private void Text(string name, string text) => _json.WriteString(name, TraceFormat.WholeCharacters(text));

    private void Real(string name, double value)
    {
        if (double.IsFinite(value)) _json.WriteNumber(name, value);
        else _json.WriteString(name, TraceFormat.NonFinite(value));
    }

    private void Reals(string name, ImmutableArray<float> values)
    {
        if (values.IsDefaultOrEmpty) return;
        _json.WriteStartArray(name);
        foreach (float value in values)
        {
            if (float.IsFinite(value)) _json.WriteNumberValue(value);
            else _json.WriteStringValue(TraceFormat.NonFinite(value));
        }

        _json.WriteEndArray();
    }

    private void Numbers(string name, ImmutableArray<int> values)
    {
        _json.WriteStartArray(name);
        foreach (int value in values) _json.WriteNumberValue(value);
        _json.WriteEndArray();
    }
}
