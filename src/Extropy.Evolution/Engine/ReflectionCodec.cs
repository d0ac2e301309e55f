using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Runs.Effects;

namespace Extropy.Evolution.Engine;

/// <summary>A reflection as bytes: what it changed in the memory that it was made from.</summary>
internal static class ReflectionCodec
{
    private const byte Version = 1;

    public static byte[] Write(PayloadWriter writer, RunMemory before, Reflection reflection)
    {
        RunMemory after = reflection.Memory;
        writer.WriteByte(Version);
        writer.WriteText(reflection.Note);
        PartsCodec.Write(writer, reflection.Spending);
        PartsCodec.Write(writer, after.Scratchpad == before.Scratchpad ? null : after.Scratchpad);
        writer.WriteNumber(after.Recommendations.Length);
        foreach (string recommendation in after.Recommendations) writer.WriteText(recommendation);
        writer.WriteNumber(after.Prompts.Length);
        foreach (SystemPrompt prompt in after.Prompts)
        {
            writer.WriteNumber(prompt.Id);
            bool isKnown = before.Prompts.Contains(prompt);
            writer.WriteByte(isKnown ? (byte)0 : (byte)1);
            if (isKnown) continue;
            writer.WriteNumber(prompt.Parent ?? -1);
            writer.WriteText(prompt.Text);
        }

        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">Not a reflection, or one of another memory.</exception>
    public static Reflection Read(ReadOnlySpan<byte> bytes, RunMemory before)
    {
        var reader = new PayloadReader(bytes);
        if (reader.ReadByte() != Version) throw new InvalidDataException("an unknown version of a reflection");
        string note = reader.ReadText();
        Spending spending = PartsCodec.ReadSpending(ref reader);
        string? scratchpad = PartsCodec.ReadOptional(ref reader);
        var recommendations = new string[reader.ReadCount(1)];
        for (int i = 0; i < recommendations.Length; i++) recommendations[i] = reader.ReadText();
        var prompts = new SystemPrompt[reader.ReadCount(2)];
        for (int i = 0; i < prompts.Length; i++) prompts[i] = ReadPrompt(ref reader, before.Prompts);
        return new Reflection(
            new RunMemory { Scratchpad = scratchpad ?? before.Scratchpad, Recommendations = [.. recommendations], Prompts = [.. prompts] }, note, spending);
    }

    private static SystemPrompt ReadPrompt(ref PayloadReader reader, ImmutableArray<SystemPrompt> known)
    {
        int id = (int)reader.ReadNumber();
        if (reader.ReadByte() == 0) return known.FirstOrDefault(prompt => prompt.Id == id) ?? throw new InvalidDataException($"system prompt {id} does not exist");
        long parent = reader.ReadNumber();
        return new SystemPrompt(id, parent < 0 ? null : (int)parent, reader.ReadText());
    }
}
