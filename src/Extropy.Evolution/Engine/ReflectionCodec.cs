using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Runs.Effects;

namespace Extropy.Evolution.Engine;

/// <summary>A reflection as bytes: what it changed in the memory that it was made from.</summary>
internal static class ReflectionCodec
{
    private const byte Version = 2;
    private const byte WithoutCounts = 1;

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
            writer.WriteNumber(prompt.Programs);
            writer.WriteDouble(prompt.Percentiles);
            bool isKnown = before.Prompts.Any(known => known.Id == prompt.Id && known.Text == prompt.Text);
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
        byte version = reader.ReadByte();
        if (version is not (Version or WithoutCounts)) throw new InvalidDataException("an unknown version of a reflection");
        string note = reader.ReadText();
        Spending spending = PartsCodec.ReadSpending(ref reader);
        string? scratchpad = PartsCodec.ReadOptional(ref reader);
        var recommendations = new string[reader.ReadCount(1)];
        for (int i = 0; i < recommendations.Length; i++) recommendations[i] = reader.ReadText();
        var prompts = new SystemPrompt[reader.ReadCount(2)];
        for (int i = 0; i < prompts.Length; i++) prompts[i] = ReadPrompt(ref reader, before.Prompts, version);
        return new Reflection(
            new RunMemory { Scratchpad = scratchpad ?? before.Scratchpad, Recommendations = [.. recommendations], Prompts = [.. prompts] }, note, spending);
    }

    private static SystemPrompt ReadPrompt(ref PayloadReader reader, ImmutableArray<SystemPrompt> known, byte version)
    {
        int id = (int)reader.ReadNumber();
        int programs = version == Version ? (int)reader.ReadNumber() : 0;
        double percentiles = version == Version ? reader.ReadDouble() : 0;
        SystemPrompt? prompt;
        if (reader.ReadByte() == 0)
        {
            prompt = known.FirstOrDefault(one => one.Id == id) ?? throw new InvalidDataException($"system prompt {id} does not exist");
        }
        else
        {
            long parent = reader.ReadNumber();
            prompt = new SystemPrompt(id, parent < 0 ? null : (int)parent, reader.ReadText());
        }

        return prompt with { Programs = programs, Percentiles = percentiles };
    }
}
