using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Extropy.Core.Accounting;
using Extropy.Evolution.Candidates;
using Extropy.Runs.Effects;

namespace Extropy.Evolution.Engine;

/// <summary>The pieces that several kinds of rows share, as bytes.</summary>
internal static class PartsCodec
{
    public static void Write(PayloadWriter writer, ImmutableArray<Part> parts)
    {
        writer.WriteNumber(parts.Length);
        foreach (Part part in parts)
        {
            writer.WriteText(part.Name);
            writer.WriteText(part.Text);
        }
    }

    public static ImmutableArray<Part> ReadParts(ref PayloadReader reader)
    {
        var parts = new Part[reader.ReadCount(2)];
        for (int i = 0; i < parts.Length; i++) parts[i] = new Part(reader.ReadText(), reader.ReadText());
        return ImmutableCollectionsMarshal.AsImmutableArray(parts);
    }

    public static void Write(PayloadWriter writer, string? text)
    {
        writer.WriteByte(text is null ? (byte)0 : (byte)1);
        if (text is not null) writer.WriteText(text);
    }

    public static string? ReadOptional(ref PayloadReader reader) => reader.ReadByte() == 0 ? null : reader.ReadText();

    public static void Write(PayloadWriter writer, in Spending spending)
    {
        bool isNone = spending == default;
        writer.WriteByte(isNone ? (byte)0 : (byte)1);
        if (isNone) return;
        writer.WriteNumber(spending.PolicyCalls);
        writer.WriteNumber(spending.GeneratedTokens);
        writer.WriteNumber(spending.PromptTokens);
        writer.WriteNumber(spending.EvolutionChildren);
        writer.WriteNumber(spending.VerifierCalls);
        writer.WriteDecimal(spending.Money);
    }

    public static Spending ReadSpending(ref PayloadReader reader) => reader.ReadByte() == 0
        ? default
        : new Spending(reader.ReadNumber(), reader.ReadNumber(), reader.ReadNumber(), reader.ReadNumber(), reader.ReadNumber(), reader.ReadDecimal());
}
