using System.Text;

namespace Extropy.Cli.Output;

/// <summary>Passes text on line by line without spaces at the ends of lines, which only a terminal would not mind.</summary>
/// <param name="target">Receives the lines.</param>
internal sealed class TrimmedLines(TextWriter target) : TextWriter
{
    private readonly StringBuilder _line = new();

    /// <inheritdoc/>
    public override Encoding Encoding => target.Encoding;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        if (value == '\r') return;
        if (value != '\n')
        {
            _line.Append(value);
            return;
        }

        target.Write(_line.ToString().TrimEnd(' '));
        target.Write('\n');
        _line.Clear();
    }

    /// <inheritdoc/>
    public override void Flush() => target.Flush();
}
