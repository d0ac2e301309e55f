using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Extropy.Core.Accounting;
using Extropy.Runs.Effects;
using Extropy.Search.Contracts;

namespace Extropy.Search.Context;

/// <summary>
/// The stored form of responses. Exact: every text, bit of a float and absent list comes back as it was. Readers throw
/// <see cref="InvalidDataException"/> on anything else.
/// </summary>
internal static class EffectCodec
{
    private const byte Version = 1;

    [Flags]
    private enum StepFlags : byte
    {
        None = 0,
        Ends = 1,
        Tokens = 2,
        LpModel = 4,
        LpBehaviour = 8,
        SameLp = 16, // sampled at temperature 1 without filters: stored once
        Entropy = 32,
    }

    [Flags]
    private enum ResponseFlags : byte
    {
        None = 0,
        Truncated = 1,
        Money = 2,
    }

    public static byte[] Write(PayloadWriter writer, Continuation response)
    {
        writer.Clear();
        writer.WriteByte(Version);
        ResponseFlags flags = (response.IsTruncated ? ResponseFlags.Truncated : 0) | (response.Money != 0 ? ResponseFlags.Money : 0);
        writer.WriteByte((byte)flags);
        writer.WriteNumber(response.GeneratedTokens);
        writer.WriteNumber(response.PromptTokens);
        if (response.Money != 0) writer.WriteDecimal(response.Money);
        writer.WriteNumber(response.Steps.Length);
        foreach (Step step in response.Steps) Write(writer, step);
        return writer.ToArray();
    }

    public static Continuation ReadContinuation(ReadOnlySpan<byte> payload)
    {
        PayloadReader reader = Begin(payload);
        var flags = (ResponseFlags)reader.ReadByte();
        int generated = (int)reader.ReadNumber();
        int read = (int)reader.ReadNumber();
        decimal money = flags.HasFlag(ResponseFlags.Money) ? reader.ReadDecimal() : 0;
        var steps = new Step[reader.ReadCount(entrySize: 2)];
        for (int i = 0; i < steps.Length; i++) steps[i] = ReadStep(ref reader);
        return new Continuation(ImmutableCollectionsMarshal.AsImmutableArray(steps), generated, read)
        {
            IsTruncated = flags.HasFlag(ResponseFlags.Truncated),
            Money = money,
        };
    }

    public static byte[] Write(PayloadWriter writer, ImmutableArray<double> values)
    {
        writer.Clear();
        writer.WriteByte(Version);
        writer.WriteNumber(values.Length);
        foreach (double value in values) writer.WriteDouble(value);
        return writer.ToArray();
    }

    public static ImmutableArray<double> ReadDoubles(ReadOnlySpan<byte> payload)
    {
        PayloadReader reader = Begin(payload);
        var values = new double[reader.ReadCount(sizeof(double))];
        for (int i = 0; i < values.Length; i++) values[i] = reader.ReadDouble();
        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    public static byte[] Write(PayloadWriter writer, Verdict verdict)
    {
        writer.Clear();
        writer.WriteByte(Version);
        writer.WriteDouble(verdict.Reward);
        writer.WriteByte((byte)verdict.State);
        writer.WriteByte((byte)((verdict.IsAnswerCorrect ? 1 : 0) | (verdict.Feedback is null ? 0 : 2)));
        writer.WriteNumber(verdict.Steps.IsDefault ? 0 : verdict.Steps.Length);
        if (!verdict.Steps.IsDefault)
        {
            foreach (StepValidity step in verdict.Steps) writer.WriteByte((byte)step);
        }

        if (verdict.Feedback is not null) writer.WriteText(verdict.Feedback);
        return writer.ToArray();
    }

    public static Verdict ReadVerdict(ReadOnlySpan<byte> payload)
    {
        PayloadReader reader = Begin(payload);
        double reward = reader.ReadDouble();
        var state = (TrajectoryState)reader.ReadByte();
        byte flags = reader.ReadByte();
        var steps = new StepValidity[reader.ReadCount(1)];
        for (int i = 0; i < steps.Length; i++) steps[i] = (StepValidity)reader.ReadByte();
        return new Verdict(reward, state)
        {
            Steps = ImmutableCollectionsMarshal.AsImmutableArray(steps),
            IsAnswerCorrect = (flags & 1) != 0,
            Feedback = (flags & 2) != 0 ? reader.ReadText() : null,
        };
    }

    public static byte[] WriteRace(PayloadWriter writer, int winner, ReadOnlySpan<Spending> spent)
    {
        writer.Clear();
        writer.WriteByte(Version);
        writer.WriteNumber(winner);
        writer.WriteNumber(spent.Length);
        foreach (Spending child in spent)
        {
            writer.WriteNumber(child.PolicyCalls);
            writer.WriteNumber(child.GeneratedTokens);
            writer.WriteNumber(child.PromptTokens);
            writer.WriteNumber(child.EvolutionChildren);
            writer.WriteNumber(child.VerifierCalls);
            writer.WriteDecimal(child.Money);
        }

        return writer.ToArray();
    }

    public static (int Winner, Spending[] Spent) ReadRace(ReadOnlySpan<byte> payload)
    {
        PayloadReader reader = Begin(payload);
        int winner = (int)reader.ReadNumber();
        var spent = new Spending[reader.ReadCount(entrySize: 21)];
        for (int i = 0; i < spent.Length; i++)
        {
            spent[i] = new Spending(
                reader.ReadNumber(), reader.ReadNumber(), reader.ReadNumber(), reader.ReadNumber(), reader.ReadNumber(), reader.ReadDecimal());
        }

        return winner >= 0 && winner < spent.Length ? (winner, spent) : throw new InvalidDataException("the winner did not take part");
    }

    private static PayloadReader Begin(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        byte version = reader.ReadByte();
        return version == Version ? reader : throw new InvalidDataException($"its version is {version}, this program reads {Version}");
    }

    private static void Write(PayloadWriter writer, Step step)
    {
        StepFlags flags = step.EndsTrajectory ? StepFlags.Ends : 0;
        if (step.Tokens is not { Ids.IsDefault: false } tokens)
        {
            writer.WriteByte((byte)flags);
            writer.WriteText(step.Text);
            return;
        }

        int count = tokens.Ids.Length;
        flags |= StepFlags.Tokens;
        if (IsKnown(tokens.LpModel, count)) flags |= StepFlags.LpModel;
        if (IsKnown(tokens.LpBehaviour, count)) flags |= IsSame(tokens) ? StepFlags.SameLp : StepFlags.LpBehaviour;
        if (IsKnown(tokens.EntropyNats, count)) flags |= StepFlags.Entropy;
        writer.WriteByte((byte)flags);
        writer.WriteText(step.Text);
        writer.WriteNumber(count);
        foreach (int id in tokens.Ids) writer.WriteNumber(id);
        if (flags.HasFlag(StepFlags.LpModel)) writer.WriteFloats(tokens.LpModel.AsSpan());
        if (flags.HasFlag(StepFlags.LpBehaviour)) writer.WriteFloats(tokens.LpBehaviour.AsSpan());
        if (flags.HasFlag(StepFlags.Entropy)) writer.WriteFloats(tokens.EntropyNats.AsSpan());
    }

    private static Step ReadStep(ref PayloadReader reader)
    {
        var flags = (StepFlags)reader.ReadByte();
        string text = reader.ReadText();
        bool ends = flags.HasFlag(StepFlags.Ends);
        if (!flags.HasFlag(StepFlags.Tokens)) return new Step(text, ends);

        var ids = new int[reader.ReadCount(entrySize: 1)];
        for (int i = 0; i < ids.Length; i++) ids[i] = (int)reader.ReadNumber();
        ImmutableArray<float> lpModel = ReadFloats(ref reader, flags, StepFlags.LpModel, ids.Length);
        return new Step(text, ends, new StepTokens(ImmutableCollectionsMarshal.AsImmutableArray(ids))
        {
            LpModel = lpModel,
            LpBehaviour = flags.HasFlag(StepFlags.SameLp) ? lpModel : ReadFloats(ref reader, flags, StepFlags.LpBehaviour, ids.Length),
            EntropyNats = ReadFloats(ref reader, flags, StepFlags.Entropy, ids.Length),
        });
    }

    private static ImmutableArray<float> ReadFloats(ref PayloadReader reader, StepFlags flags, StepFlags wanted, int count) =>
        flags.HasFlag(wanted) ? ImmutableCollectionsMarshal.AsImmutableArray(reader.ReadFloats(count)) : [];

    private static bool IsKnown(ImmutableArray<float> values, int count)
    {
        if (values.IsDefaultOrEmpty) return false;
        return values.Length == count ? true : throw new ArgumentException($"A step of {count} tokens carries {values.Length} numbers in one list.");
    }

    private static bool IsSame(StepTokens tokens) =>
        !tokens.LpModel.IsDefaultOrEmpty
        && MemoryMarshal.AsBytes(tokens.LpModel.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(tokens.LpBehaviour.AsSpan()));
}
