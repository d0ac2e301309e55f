using Extropy.Providers.Calls;
using Extropy.Runs.Effects;

namespace Extropy.Providers.Recording;

/// <summary>The stored form of a reply. Readers throw <see cref="InvalidDataException"/> on anything else.</summary>
internal static class ReplyCodec
{
    private const byte Version = 1;

    [Flags]
    private enum Marks : byte
    {
        None = 0,
        UsageBound = 1,
        Money = 2,
    }

    public static byte[] Write(ModelReply reply)
    {
        var writer = new PayloadWriter();
        writer.WriteByte(Version);
        writer.WriteByte((byte)((reply.IsUsageBound ? Marks.UsageBound : 0) | (reply.Money is null ? 0 : Marks.Money)));
        writer.WriteByte((byte)reply.End);
        writer.WriteText(reply.Text);
        writer.WriteText(reply.Model);
        writer.WriteNumber(reply.Usage.Input);
        writer.WriteNumber(reply.Usage.CachedInput);
        writer.WriteNumber(reply.Usage.Output);
        writer.WriteNumber(reply.Usage.Reasoning);
        writer.WriteNumber(reply.Attempts);
        writer.WriteNumber(reply.UncertainAttempts);
        if (reply.Money is { } money) writer.WriteDecimal(money);
        return writer.ToArray();
    }

    public static ModelReply Read(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        byte version = reader.ReadByte();
        if (version != Version) throw new InvalidDataException($"its version is {version}, this program reads {Version}");
        var marks = (Marks)reader.ReadByte();
        var end = (ReplyEnd)reader.ReadByte();
        if (!Enum.IsDefined(end)) throw new InvalidDataException($"a reply cannot end with {(int)end}");
        string text = reader.ReadText();
        string model = reader.ReadText();
        var usage = new TokenUsage(reader.ReadNumber(), reader.ReadNumber(), reader.ReadNumber(), reader.ReadNumber());
        return new ModelReply(text, model, end, usage)
        {
            IsUsageBound = marks.HasFlag(Marks.UsageBound),
            Attempts = (int)reader.ReadNumber(),
            UncertainAttempts = (int)reader.ReadNumber(),
            Money = marks.HasFlag(Marks.Money) ? reader.ReadDecimal() : null,
        };
    }
}
