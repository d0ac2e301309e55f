using System.Text;
using Extropy.Core.Outcomes;
using Extropy.Evolution.Own;

namespace Extropy.Evolution.Tests.Own;

/// <summary>What an evaluator may print, and everything else.</summary>
[Trait("Kind", "adversarial")]
public sealed class EvaluatorAnswerReaderTests
{
    [Theory]
    [InlineData("{\"score\": 1.5, \"metrics\": {\"a\": 2}}", 1.5, true)]
    [InlineData("\n  {\"metrics\": {\"a b\": -2e3, \"c\": 0}, \"correct\": true, \"score\": -0.25, \"reason\": null}\r\n", -0.25, true)]
    [InlineData("{\"score\": 0, \"correct\": false, \"metrics\": {}, \"reason\": \"too short\"}", 0, false)]
    [InlineData("{\"score\": 1e100, \"metrics\": {\"a\": -1e100}}", 1e100, true)]
    public void Read_OneObject_IsTheAnswer(string output, double score, bool isCorrect)
    {
        EvaluatorAnswer answer = Read(output).Match(found => found, fault => throw new InvalidOperationException(fault.Reason));

        Assert.Equal((score, isCorrect), (answer.Score, answer.IsCorrect));
    }

    [Theory]
    [InlineData("", "printed nothing")]
    [InlineData(" \n\t\r\n", "printed nothing")]
    [InlineData("1.5", "something else before the object, beginning with '1.5'")]
    [InlineData("[{\"score\": 1, \"metrics\": {\"a\": 1}}]", "something else before the object")]
    [InlineData("done\n{\"score\": 1, \"metrics\": {\"a\": 1}}", "something else before the object, beginning with 'done")]
    [InlineData("{\"score\": 1, \"metrics\": {\"a\": 1}}\nok", "something else after the object, beginning with 'ok'")]
    [InlineData("{\"score\": 1, \"metrics\": {\"a\": 1}}{\"score\": 2, \"metrics\": {\"a\": 1}}", "two objects")]
    [InlineData("{\"score\": 1, \"metrics\": {\"a\": 1}}\n\n{}", "two objects")]
    [InlineData("{\"score\": NaN, \"metrics\": {\"a\": 1}}", "printed NaN, which is no number of JSON")]
    [InlineData("{\"score\":-Infinity, \"metrics\": {\"a\": 1}}", "printed Infinity, which is no number of JSON")]
    [InlineData("{\"score\": 1, \"metrics\": {\"a\": NaN}}", "printed NaN")]
    [InlineData("{\"score\": \"NaN\", \"metrics\": {\"a\": 1}}", "'score' as \"NaN\", which is no number")]
    [InlineData("{\"score\": \"1\", \"metrics\": {\"a\": 1}}", "'score' as \"1\", which is no number")]
    [InlineData("{\"score\": null, \"metrics\": {\"a\": 1}}", "'score' as null, which is no number")]
    [InlineData("{\"score\": true, \"metrics\": {\"a\": 1}}", "'score' as true, which is no number")]
    [InlineData("{\"score\": 1e999, \"metrics\": {\"a\": 1}}", "'score' as 1e999, which is beyond")]
    [InlineData("{\"score\": 1, \"metrics\": {\"a\": -1e101}}", "'metrics.a' as -1e101, which is beyond")]
    [InlineData("{\"score\": [1], \"metrics\": {\"a\": 1}}", "nested something inside 'score'")]
    [InlineData("{\"score\": 1, \"metrics\": {\"a\": {\"b\": 1}}}", "nested something inside 'metrics.a'")]
    [InlineData("{\"score\": 1, \"metrics\": [1]}", "'metrics' as [1], which is no object")]
    [InlineData("{\"score\": 1}", "a 'score' without 'metrics'")]
    [InlineData("{\"score\": 1, \"metrics\": {}}", "a 'score' with empty 'metrics'")]
    [InlineData("{\"metrics\": {\"a\": 1}}", "no 'score'")]
    [InlineData("{}", "no 'score'")]
    [InlineData("{\"scor\": 1, \"metrics\": {\"a\": 1}}", "unknown member 'scor'; did you mean 'score'?")]
    [InlineData("{\"score\": 1, \"score\": 2, \"metrics\": {\"a\": 1}}", "'score' twice")]
    [InlineData("{\"score\": 1, \"metrics\": {\"a\": 1, \"a\": 2}}", "the metric 'a' twice")]
    [InlineData("{\"score\": 1, \"correct\": 1, \"metrics\": {\"a\": 1}}", "'correct' as 1, which is neither true nor false")]
    [InlineData("{\"score\": 1, \"metrics\": {\"a\": 1}, \"reason\": 7}", "'reason' as 7, which is no text")]
    [InlineData("{\"score\": 1, \"metrics\": {\"\": 1}}", "a metric whose name")]
    [InlineData("{\"score\": 1, \"metrics\": {\"a\\u0007\": 1}}", "a metric whose name")]
    [InlineData("{\"score\": 1, \"metrics\": {\"a\": 1}", "an object that is not JSON")]
    [InlineData("{'score': 1, 'metrics': {'a': 1}}", "an object that is not JSON")]
    [InlineData("{\"score\": 1,, \"metrics\": {\"a\": 1}}", "an object that is not JSON")]
    [InlineData("{\"score\": 0x10, \"metrics\": {\"a\": 1}}", "an object that is not JSON")]
    [InlineData("{\"score\": 1, \"metrics\": {\"a\": 1}, \"reason\": \"\\ud800\"}", "cannot be read")]
    public void Read_AnythingElse_IsRefusedInOneClause(string output, string why)
    {
        string reason = Read(output).Match(_ => "it was taken", fault => fault.Reason);

        Assert.Contains(why, reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', reason);
        Assert.InRange(reason.Length, 1, 400);
    }

    [Fact]
    public void Read_TooDeepTooManyOrNoUnicode_IsRefused()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"a\":", 5_000)) + "1" + new string('}', 5_000);
        string many = $"{{\"score\": 1, \"metrics\": {{{string.Join(',', Enumerable.Range(0, 101).Select(i => $"\"m{i}\": 1"))}}}}}";
        byte[] noUnicode = [.. "{\"score\": 1, \"metrics\": {\""u8, 0xFF, 0xFE, .. "\": 1}}"u8];

        Assert.False(Read(deep).IsSuccess);
        Assert.Equal("printed more than 100 metrics", Read(many).Match(_ => "", fault => fault.Reason));
        Assert.False(EvaluatorAnswerReader.Read(noUnicode).IsSuccess);
    }

    [Fact]
    public void Read_EveryCutAndEveryBrokenByteOfAnAnswer_NeverThrows()
    {
        byte[] whole = Encoding.UTF8.GetBytes("{\"score\": 1.25, \"correct\": true, \"metrics\": {\"length\": 3, \"ends\": 2}, \"reason\": \"é\"}");
        int taken = 0;
        for (int i = 0; i < whole.Length; i++)
        {
            Assert.False(EvaluatorAnswerReader.Read(whole.AsSpan(0, i)).IsSuccess);
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] broken = [.. whole];
                broken[i] ^= (byte)(1 << bit);
                if (EvaluatorAnswerReader.Read(broken).IsSuccess) taken++; // another digit is another answer
            }
        }

        Assert.InRange(taken, 1, whole.Length * 4);
    }

    [Fact]
    public void Read_AReasonWithControlCharacters_BecomesOneShortLine()
    {
        EvaluatorAnswer answer = Read($"{{\"score\": 0, \"correct\": false, \"metrics\": {{}}, \"reason\": \"a\\nb\\u001b[31m{new string('x', 900)}\"}}")
            .Match(found => found, fault => throw new InvalidOperationException(fault.Reason));

        Assert.StartsWith("a b [31mxxx", answer.Reason, StringComparison.Ordinal);
        Assert.InRange(answer.Reason!.Length, 100, 301);
    }

    private static Outcome<EvaluatorAnswer> Read(string output) => EvaluatorAnswerReader.Read(Encoding.UTF8.GetBytes(output));
}
