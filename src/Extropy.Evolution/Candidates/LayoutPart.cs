using System.Buffers;
using System.Text;
using System.Text.Json;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Candidates;

/// <summary>The text of a candidate that is a layout itself: a JSON array of rows, each number in its shortest form that reads back to the same bits.</summary>
public static class LayoutPart
{
    private const int MostNumbers = 100_000; // no problem has nearly as many; a longer text is not read to its end

    /// <summary>Writes a layout as a part. Its claim of a metric is left out.</summary>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public static Part Write(Layout layout)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            for (int row = 0; row < layout.Rows; row++)
            {
                writer.WriteStartArray();
                for (int column = 0; column < layout.Columns; column++) writer.WriteNumberValue(layout[row, column]);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        return new Part(Part.Layout, Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>Reads a layout from the text of a part.</summary>
    /// <param name="text">Anything.</param>
    /// <param name="layout">The layout; its numbers are finite.</param>
    /// <returns>Null, or what is wrong in one sentence.</returns>
    public static string? TryRead(string text, out Layout? layout)
    {
        layout = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 3 });
            if (document.RootElement.ValueKind != JsonValueKind.Array || document.RootElement.GetArrayLength() == 0) return "A layout is a JSON array of rows, at least one.";
            int columns = -1;
            List<double> numbers = [];
            foreach (JsonElement row in document.RootElement.EnumerateArray())
            {
                if (row.ValueKind != JsonValueKind.Array) return "Every row of a layout is a JSON array of numbers.";
                if (columns < 0) columns = row.GetArrayLength();
                if (row.GetArrayLength() != columns) return "The rows of a layout differ in length.";
                foreach (JsonElement number in row.EnumerateArray())
                {
                    if (number.ValueKind != JsonValueKind.Number || !number.TryGetDouble(out double value) || !double.IsFinite(value))
                        return "Every entry of a layout is a finite number.";
                    if (numbers.Count == MostNumbers) return $"A layout of more than {MostNumbers} numbers is not read.";
                    numbers.Add(value);
                }
            }

            layout = new Layout(document.RootElement.GetArrayLength(), columns, [.. numbers]);
            return null;
        }
        catch (JsonException fault)
        {
            return $"The layout is not JSON: {fault.Message}";
        }
    }
}
