using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Extropy.Core.Accounting;
using Extropy.Core.Identity;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Database;
using Extropy.Evolution.Problems;
using Extropy.Runs.Effects;

namespace Extropy.Evolution.Engine;

/// <summary>A commit as bytes: everything that inserting it again needs, so that a resume recomputes neither proposals nor evaluations nor descriptions.</summary>
internal static class CommitCodec
{
    private const byte Version = 1;
    private const byte WithPrompt = 2;

    public static byte[] Write(PayloadWriter writer, FinishedProposal done, TimeSpan elapsed)
    {
        writer.Clear();
        writer.WriteByte(done.Prompt is null ? Version : WithPrompt);
        if (done.Prompt is { } prompt) writer.WriteNumber(prompt);
        writer.WriteNumber(elapsed.Ticks);
        writer.WriteNumber(done.Draw);
        writer.WriteNumber(done.Generation);
        Write(writer, done.Plan);
        PartsCodec.Write(writer, done.Spending);
        writer.WriteNumber(done.Units);
        PartsCodec.Write(writer, done.Refusal);
        writer.WriteByte(done.IsRepeated ? (byte)1 : (byte)0);
        if (done.Refusal is not null) return writer.ToArray();
        PartsCodec.Write(writer, done.Parts);
        PartsCodec.Write(writer, done.Note);
        writer.WriteWord(done.Text.High);
        writer.WriteWord(done.Text.Low);
        writer.WriteNumber(done.Fingerprint.Entries.Length);
        writer.WriteFloats(done.Fingerprint.Entries.AsSpan());
        Write(writer, done.Evaluation!); // what is not refused was evaluated
        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">Not a commit, or one of candidates that do not exist.</exception>
    public static (FinishedProposal Done, TimeSpan Elapsed) Read(ReadOnlySpan<byte> bytes, CandidateDatabase database)
    {
        var reader = new PayloadReader(bytes);
        byte version = reader.ReadByte();
        if (version is not (Version or WithPrompt)) throw new InvalidDataException("an unknown version of a commit");
        int? prompt = version == WithPrompt ? (int)reader.ReadNumber() : null;
        var elapsed = TimeSpan.FromTicks(reader.ReadNumber());
        int draw = (int)reader.ReadNumber(), generation = (int)reader.ReadNumber();
        ProposalPlan plan = ReadPlan(ref reader, database);
        Spending spending = PartsCodec.ReadSpending(ref reader);
        long units = reader.ReadNumber();
        string? refusal = PartsCodec.ReadOptional(ref reader);
        bool isRepeated = reader.ReadByte() == 1, isRefused = refusal is not null;
        var done = new FinishedProposal
        {
            Draw = draw,
            Prompt = prompt,
            Generation = generation,
            Plan = plan,
            Spending = spending,
            Units = units,
            Refusal = refusal,
            IsRepeated = isRepeated,
            Parts = isRefused ? [] : PartsCodec.ReadParts(ref reader),
            Note = isRefused ? null : PartsCodec.ReadOptional(ref reader),
            Text = isRefused ? default : new Digest(reader.ReadWord(), reader.ReadWord()),
            Fingerprint = isRefused ? Fingerprint.None : ReadFingerprint(ref reader),
            Evaluation = isRefused ? null : ReadEvaluation(ref reader),
        };
        return (done, elapsed);
    }

    private static void Write(PayloadWriter writer, ProposalPlan plan)
    {
        writer.WriteNumber(plan.Island);
        writer.WriteNumber((long)plan.Patch);
        writer.WriteNumber(plan.Arm);
        writer.WriteNumber(plan.Parent?.Id.Value ?? -1);
        writer.WriteNumber(plan.Donors.Length);
        foreach (Candidate donor in plan.Donors) writer.WriteNumber(donor.Id.Value);
    }

    private static ProposalPlan ReadPlan(ref PayloadReader reader, CandidateDatabase database)
    {
        int island = (int)reader.ReadNumber();
        var patch = (PatchKind)reader.ReadNumber();
        int arm = (int)reader.ReadNumber();
        long parent = reader.ReadNumber();
        var donors = new Candidate[reader.ReadCount(1)];
        for (int i = 0; i < donors.Length; i++) donors[i] = Known(reader.ReadNumber(), database);
        if (island < 0 || island >= database.Islands.Count) throw new InvalidDataException($"island {island} does not exist");
        return new ProposalPlan(island, patch, parent < 0 ? null : Known(parent, database), ImmutableCollectionsMarshal.AsImmutableArray(donors), arm);
    }

    private static Candidate Known(long id, CandidateDatabase database) => id >= 0 && id < database.Count
        ? database[new CandidateId(id)].Candidate
        : throw new InvalidDataException($"candidate {id} does not exist");

    private static Fingerprint ReadFingerprint(ref PayloadReader reader) =>
        new(ImmutableCollectionsMarshal.AsImmutableArray(reader.ReadFloats(reader.ReadCount(sizeof(float)))));

    private static void Write(PayloadWriter writer, Evaluation evaluation)
    {
        writer.WriteByte((byte)((evaluation.IsCorrect ? 1 : 0) | (evaluation.Aim == Aim.Minimise ? 2 : 0) | (evaluation.Layout is null ? 0 : 4)));
        writer.WriteDouble(evaluation.Raw);
        writer.WriteNumber(evaluation.Units);
        PartsCodec.Write(writer, evaluation.Failure);
        writer.WriteNumber(evaluation.Metrics.Count);
        foreach ((string name, double value) in evaluation.Metrics)
        {
            writer.WriteText(name);
            writer.WriteDouble(value);
        }

        if (evaluation.Layout is not { } layout) return;
        writer.WriteNumber(layout.Rows);
        writer.WriteNumber(layout.Columns);
        writer.WriteNumber(layout.Numbers.Length);
        foreach (double number in layout.Numbers) writer.WriteDouble(number);
        writer.WriteDouble(layout.Reported ?? double.NaN);
    }

    private static Evaluation ReadEvaluation(ref PayloadReader reader)
    {
        byte flags = reader.ReadByte();
        double raw = reader.ReadDouble();
        long units = reader.ReadNumber();
        string? failure = PartsCodec.ReadOptional(ref reader);
        ImmutableSortedDictionary<string, double> metrics = ImmutableSortedDictionary<string, double>.Empty;
        int count = reader.ReadCount(9);
        for (int i = 0; i < count; i++) metrics = metrics.SetItem(reader.ReadText(), reader.ReadDouble());
        return new Evaluation
        {
            IsCorrect = (flags & 1) != 0,
            Aim = (flags & 2) != 0 ? Aim.Minimise : Aim.Maximise,
            Raw = raw,
            Units = units,
            Failure = failure,
            Metrics = metrics,
            Layout = (flags & 4) != 0 ? ReadLayout(ref reader) : null,
        };
    }

    private static Layout ReadLayout(ref PayloadReader reader)
    {
        int rows = (int)reader.ReadNumber(), columns = (int)reader.ReadNumber();
        var numbers = new double[reader.ReadCount(sizeof(double))];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = reader.ReadDouble();
        double reported = reader.ReadDouble();
        return new Layout(rows, columns, ImmutableCollectionsMarshal.AsImmutableArray(numbers)) { Reported = double.IsNaN(reported) ? null : reported };
    }
}
