using System.Text;
using Extropy.Core.Errors;

namespace Extropy.Tasks.KnightsAndKnaves.Data;

/// <summary>Reads lines of text, refusing one that is too long before it fills the memory.</summary>
internal sealed class BoundedLines(TextReader reader, int longest)
{
    private readonly char[] _buffer = new char[1 << 14];
    private int _at;
    private int _filled;

    /// <summary>The next line without its end, or null after the last.</summary>
    /// <param name="row">Named when the line is too long.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async ValueTask<string?> NextAsync(long row, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_at == _filled)
            {
                (_at, _filled) = (0, await reader.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false));
                if (_filled == 0) return line.Length == 0 ? null : line.ToString();
            }

            int end = Array.IndexOf(_buffer, '\n', _at, _filled - _at);
            int length = (end < 0 ? _filled : end) - _at;
            if (line.Length + length > longest) throw new BadInputException($"Row {row} is longer than {longest} characters; is this a file of JSON lines?");
            line.Append(_buffer, _at, length);
            _at += end < 0 ? length : length + 1;
            if (end >= 0) return line.ToString().TrimEnd('\r');
        }
    }
}
