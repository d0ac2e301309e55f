using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Evolution.Candidates;
using Extropy.Runs.Effects;

namespace Extropy.Evolution.Engine;

/// <summary>A proposer's answer as bytes.</summary>
internal static class ProposalCodec
{
    private const byte Version = 1;

    public static byte[] Write(PayloadWriter writer, Proposal proposal)
    {
        writer.Clear();
        writer.WriteByte(Version);
        PartsCodec.Write(writer, proposal.Refusal);
        PartsCodec.Write(writer, proposal.Parts);
        PartsCodec.Write(writer, proposal.Note);
        PartsCodec.Write(writer, proposal.Spending);
        writer.WriteNumber(proposal.Units);
        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">Not such an answer.</exception>
    public static Proposal Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new PayloadReader(bytes);
        if (reader.ReadByte() != Version) throw new InvalidDataException("an unknown version of a proposal");
        string? refusal = PartsCodec.ReadOptional(ref reader);
        ImmutableArray<Part> parts = PartsCodec.ReadParts(ref reader);
        string? note = PartsCodec.ReadOptional(ref reader);
        Spending spending = PartsCodec.ReadSpending(ref reader);
        long units = reader.ReadNumber();
        try
        {
            Proposal proposal = refusal is null ? Proposal.Of(parts) : Proposal.Refused(refusal);
            return proposal with { Note = note, Spending = spending, Units = units };
        }
        catch (ArgumentException fault)
        {
            throw new InvalidDataException(fault.Message);
        }
    }
}
