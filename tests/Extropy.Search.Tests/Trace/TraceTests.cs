using System.Text;
using CsCheck;
using Extropy.Core.Accounting;
using Extropy.Core.Errors;
using Extropy.Search.Bes;
using Extropy.Search.Bes.Decomposition;
using Extropy.Search.Bes.Operators;
using Extropy.Search.Contracts;
using Extropy.Search.Tests.Strategies;
using Extropy.Search.Trace;
using Extropy.Testing.Search;

namespace Extropy.Search.Tests.Trace;

public sealed class TraceTests
{
    [Fact]
    public void Trace_RebuildsThePool() => Gen.Int[0, 1000].Sample(
        seed =>
        {
            (SearchResult result, EventLog events) = Search(seed);
            SearchResult rebuilt = TraceReplay.Of(events.Events).Result(result.StoppedBy);

            return rebuilt.Nodes.SequenceEqual(result.Nodes) && rebuilt.FinalScores.SequenceEqual(result.FinalScores)
                && rebuilt.Goals!.Goals.SequenceEqual(result.Goals!.Goals) && rebuilt.Best == result.Best && rebuilt.Spent == result.Spent
                && rebuilt.Outcome == result.Outcome && rebuilt.RejectedChildren == result.RejectedChildren;
        },
        iter: 20);

    [Fact]
    public void Trace_ThroughAFile_IsTheSameTrace()
    {
        (SearchResult result, EventLog events) = Search(seed: 3);
        byte[] written = Write(events.Events);
        SearchEvent[] read = [.. TraceReader.Read(Lines(written))];

        Assert.Equal(written, Write(read));
        Assert.Equal(events.Events.Count, read.Length);
        SearchResult rebuilt = TraceReplay.Of(read).Result(result.StoppedBy);
        Assert.Equal(result.Nodes.Select(Searches.Shown), rebuilt.Nodes.Select(Searches.Shown));
        Assert.Equal(result.FinalScores, rebuilt.FinalScores);
        Assert.Contains(TraceReplay.Of(read).ScoreChanges, change => change.Before != change.After);
    }

    [Fact]
    public void SameSearch_WritesTheSameBytes() => Assert.Equal(Write(Search(5).Events.Events), Write(Search(5).Events.Events));

    [Fact]
    public void Writer_OnHostileText_AndNonFiniteNumbers_LosesNothingThatJsonCanHold()
    {
        var tokens = new StepTokens([1, 2]) { LpModel = [float.NegativeInfinity, -0.1f], LpBehaviour = [float.NaN, 0f], EntropyNats = [1e-30f, 3f] };
        var steps = new Step[] { new("\0\u001f\"\\\n{[", tokens: tokens), new("lone \ud800 half"), new("😀 whole", endsTrajectory: true) };
        var verdict = new Verdict(double.NaN, TrajectoryState.Complete) { Steps = [StepValidity.Neutral, StepValidity.Valid, StepValidity.Wrong], Feedback = "no" };
        var node = new SearchNode(0, new Trajectory([.. steps]), [], NodeOrigin.Root, verdict, 0.1, new Spending(1, 2, 3, 4, 5, 0.25m));
        byte[] written = Write([new SearchEvent.NodeAdded(1, node, double.PositiveInfinity) { PairScore = 0.3, GoalsCovered = 2 }]);
        var read = (SearchEvent.NodeAdded)TraceReader.Read(Lines(written)).Single();

        Assert.Equal("\0\u001f\"\\\n{[", read.Node.Trajectory.Steps[0].Text);
        Assert.Equal("lone \ufffd half", read.Node.Trajectory.Steps[1].Text);
        Assert.Equal("😀 whole", read.Node.Trajectory.Steps[2].Text);
        Assert.True(read.Node.Trajectory.IsEnded);
        Assert.Equal(tokens.LpModel, read.Node.Trajectory.Steps[0].Tokens!.LpModel);
        Assert.Equal(tokens.EntropyNats, read.Node.Trajectory.Steps[0].Tokens!.EntropyNats);
        Assert.Equal(verdict.Steps, read.Node.Verdict.Steps);
        Assert.Equal(node.Spent, read.Node.Spent);
        Assert.Equal((double.PositiveInfinity, 0.3, 2), (read.Temperature, read.PairScore!.Value, read.GoalsCovered));
        Assert.Equal(written, Write([read]));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"t\":\"dance\",\"step\":1}")]
    [InlineData("{\"t\":\"node\",\"step\":1}")]
    [InlineData("{\"trace\":99}")]
    [InlineData("{\"t\":\"end\",\"step\":1,\"outcome\":\"Won\",\"best\":0,\"spent\":[0,0,0,0,0,0]}")]
    [InlineData("{\"t\":\"node\",\"step\":1,\"id\":0,\"op\":\"root\",\"parents\":[],\"steps\":[4],\"verdict\":{\"reward\":0,\"state\":\"Open\"},\"score\":0,\"tau\":1,\"goalsCovered\":0,\"spent\":[0,0,0,0,0,0]}")]
    public void Reader_OnADamagedLine_NamesIt(string line)
    {
        string message = Assert.Throws<BadInputException>(() => TraceReader.Read(["{\"trace\":1}", line]).ToArray()).Message;

        Assert.Contains("Line 2", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_OfATraceThatBreaksOff_SaysSo()
    {
        var events = Search(seed: 3).Events.Events;

        Assert.Throws<BadInputException>(() => TraceReplay.Of(events.SkipLast(1)).Result());
        Assert.Throws<BadInputException>(() => TraceReplay.Of(events.Where((_, i) => i != 5)));
    }

    private static (SearchResult Result, EventLog Events) Search(long seed) => Searches.Run(
        new BesSearch(new() { Mix = new OperatorMix(0.4, 0.2, 0.1, 0.1, 0.2), Decomposition = new IntervalSchedule(5) }),
        new WordProblem(6, 2), new WordPolicy(6, 2), seed, new Budget { PolicyCalls = 80 });

    private static byte[] Write(IEnumerable<SearchEvent> events)
    {
        using var stream = new MemoryStream();
        TraceWriter.Write(events, stream);
        return stream.ToArray();
    }

    private static string[] Lines(byte[] trace) => Encoding.UTF8.GetString(trace).Split('\n');
}
