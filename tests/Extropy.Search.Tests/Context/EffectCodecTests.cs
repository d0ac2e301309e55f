using System.Collections.Immutable;
using CsCheck;
using Extropy.Core.Accounting;
using Extropy.Runs.Effects;
using Extropy.Search.Context;
using Extropy.Search.Contracts;

namespace Extropy.Search.Tests.Context;

public sealed class EffectCodecTests
{
    private static readonly Gen<ImmutableArray<float>> Floats = Gen.Float.Array[4].Select(values => values.ToImmutableArray());
    private static readonly Gen<StepTokens?> Tokens =
        from ids in Gen.Int.Array[4]
        from model in Gen.OneOf(Gen.Const(ImmutableArray<float>.Empty), Floats)
        from behaviour in Gen.OneOf(Gen.Const(ImmutableArray<float>.Empty), Gen.Const(model), Floats)
        from entropy in Gen.OneOf(Gen.Const(ImmutableArray<float>.Empty), Floats)
        from exposes in Gen.Bool
        select exposes ? new StepTokens([.. ids]) { LpModel = model, LpBehaviour = behaviour, EntropyNats = entropy } : null;

    private static readonly Gen<Step> Steps =
        from text in Gen.Char.Array[0, 20]
        from ends in Gen.Bool
        from tokens in Tokens
        select new Step(new string(text), ends, tokens);

    private static readonly Gen<Continuation> Responses =
        from steps in Steps.Array[0, 5]
        from generated in Gen.Int[0, 100_000]
        from read in Gen.Int[0, 100_000]
        from truncated in Gen.Bool
        from money in Gen.OneOf(Gen.Const(0m), Gen.Decimal)
        select new Continuation([.. steps], generated, read) { IsTruncated = truncated, Money = money };

    [Fact]
    public void Continuations_ComeBackExactly() =>
        Responses.Sample(response =>
        {
            byte[] payload = EffectCodec.Write(new PayloadWriter(), response);
            Continuation back = EffectCodec.ReadContinuation(payload);

            return back.GeneratedTokens == response.GeneratedTokens && back.PromptTokens == response.PromptTokens
                && back.IsTruncated == response.IsTruncated && back.Money == response.Money
                && back.Steps.Length == response.Steps.Length && back.Steps.Zip(response.Steps).All(pair => AreSame(pair.First, pair.Second));
        });

    [Fact]
    public void Continuation_OfTokens_IsCompact()
    {
        int[] ids = [.. Enumerable.Range(0, 30)];
        float[] numbers = new float[30];
        var tokens = new StepTokens([.. ids]) { LpModel = [.. numbers], LpBehaviour = [.. numbers], EntropyNats = [.. numbers] };

        byte[] payload = EffectCodec.Write(new PayloadWriter(), new Continuation([new Step("", false, tokens)], 30, 10));

        Assert.InRange(payload.Length, 30 * 9, 30 * 9 + 12);
    }

    [Fact]
    public void AnyBytes_AreReadOrRefused() =>
        Gen.Byte.Array[0, 60].Sample(bytes =>
        {
            try
            {
                EffectCodec.ReadContinuation(bytes);
            }
            catch (InvalidDataException)
            {
                // the only way to refuse
            }
        });

    [Fact]
    public void Verdicts_Doubles_AndRaces_ComeBack()
    {
        var writer = new PayloadWriter();
        var verdict = new Verdict(0.1, TrajectoryState.Unfinished) { Steps = [StepValidity.Wrong], IsAnswerCorrect = true, Feedback = "no" };
        Verdict back = EffectCodec.ReadVerdict(EffectCodec.Write(writer, verdict));
        ImmutableArray<double> doubles = EffectCodec.ReadDoubles(EffectCodec.Write(writer, [double.NegativeInfinity, -0.0]));
        (int winner, Spending[] spent) = EffectCodec.ReadRace(EffectCodec.WriteRace(writer, 1, [default, new(1, 2, 3, 4, 5, 6.5m)]));

        Assert.Equal((0.1, TrajectoryState.Unfinished, true, "no"), (back.Reward, back.State, back.IsAnswerCorrect, back.Feedback));
        Assert.Equal([StepValidity.Wrong], back.Steps);
        Assert.Equal([double.NegativeInfinity, -0.0], doubles);
        Assert.Equal((1, new Spending(1, 2, 3, 4, 5, 6.5m)), (winner, spent[1]));
    }

    private static bool AreSame(Step left, Step right) =>
        left.Text == right.Text && left.EndsTrajectory == right.EndsTrajectory && (left.Tokens is null) == (right.Tokens is null)
        && (left.Tokens is not { } a || right.Tokens is not { } b
            || (a.Ids.SequenceEqual(b.Ids) && AreSame(a.LpModel, b.LpModel) && AreSame(a.LpBehaviour, b.LpBehaviour) && AreSame(a.EntropyNats, b.EntropyNats)));

    private static bool AreSame(ImmutableArray<float> left, ImmutableArray<float> right) =>
        left.Select(BitConverter.SingleToInt32Bits).SequenceEqual(right.Select(BitConverter.SingleToInt32Bits));
}
