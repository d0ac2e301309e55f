using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Extropy.Evolution.Genome.Worlds;

namespace Extropy.Evolution.Genome.Language;

/// <summary>A genome as text: a JSON array of steps, each an object with the operation's name and its parameters. What is printed reads back to the same steps.</summary>
internal static class GenomeText
{
    /// <summary>Fewest steps.</summary>
    public const int Least = 3;

    /// <summary>Most steps.</summary>
    public const int Most = 12;

    private const int MostLetters = 10_000;
    private const string NameKey = "op";
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints steps, one a line: patches of models work on lines.</summary>
    public static string Write(IReadOnlyList<GenomeStep> steps)
    {
        var text = new StringBuilder("[\n");
        for (int i = 0; i < steps.Count; i++) text.Append("  ").Append(Write(steps[i])).Append(i + 1 < steps.Count ? ",\n" : "\n");
        return text.Append("]\n").ToString();
    }

    /// <summary>Reads steps for a world.</summary>
    /// <param name="text">Anything: a model may have written it.</param>
    /// <param name="world">What may be named.</param>
    /// <param name="steps">The steps; empty where the text is none.</param>
    /// <returns>Null, or what is wrong in one sentence.</returns>
    public static string? TryRead(string text, GenomeWorld world, out ImmutableArray<GenomeStep> steps)
    {
        steps = [];
        if (text.Length > MostLetters) return $"A genome has at most {MostLetters} letters.";
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 3, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Array) return "A genome is a JSON array of steps.";
            int count = document.RootElement.GetArrayLength();
            if (count is < Least or > Most) return $"A genome has {Least} to {Most} steps, not {count}.";
            var read = ImmutableArray.CreateBuilder<GenomeStep>(count);
            foreach (JsonElement element in document.RootElement.EnumerateArray())
            {
                if (Step(element, world, isFirst: read.Count == 0, out GenomeStep? step) is { } fault) return $"Step {read.Count + 1}: {fault}";
                read.Add(step!); // no fault: there is one
            }

            steps = read.ToImmutable();
            return null;
        }
        catch (JsonException fault)
        {
            return $"The genome is not JSON: {fault.Message}";
        }
    }

    private static string? Step(JsonElement element, GenomeWorld world, bool isFirst, out GenomeStep? step)
    {
        step = null;
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(NameKey, out JsonElement name) || name.ValueKind != JsonValueKind.String)
            return $"it is no object with a text '{NameKey}'.";
        ImmutableArray<GenomeOperation> known = isFirst ? [GenomeOperations.Of(OperationKind.Seed)] : GenomeOperations.In(world);
        GenomeOperation? operation = known.FirstOrDefault(one => name.ValueEquals(one.Name));
        if (operation is null) return $"'{Short(name)}' is not one of {string.Join(", ", known.Select(one => one.Name))}.";
        var values = new double[operation.Parameters.Length];
        for (int i = 0; i < values.Length; i++)
            if (Value(element, operation.Parameters[i], out values[i]) is { } fault) return fault;
        if (element.EnumerateObject().Count() != values.Length + 1) return $"'{operation.Name}' has {values.Length} parameters and nothing else.";
        step = new GenomeStep(operation.Kind, [.. values]);
        return null;
    }

    private static string? Value(JsonElement element, GenomeParameter parameter, out double value)
    {
        value = double.NaN;
        if (!element.TryGetProperty(parameter.Name, out JsonElement found)) return $"it lacks '{parameter.Name}'.";
        if (parameter.Scale == ParameterScale.Word)
        {
            value = found.ValueKind == JsonValueKind.String ? parameter.Words.IndexOf(found.GetString() ?? "") : -1;
            return value >= 0 ? null : $"'{parameter.Name}' is one of {string.Join(", ", parameter.Words)}.";
        }

        bool isFine = found.ValueKind == JsonValueKind.Number && found.TryGetDouble(out value) && parameter.Allows(value);
        return isFine ? null : FormattableString.Invariant($"'{parameter.Name}' is a number from {parameter.Low} to {parameter.High}.");
    }

    private static string Write(GenomeStep step)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString(NameKey, step.Operation.Name);
            for (int i = 0; i < step.Values.Length; i++)
            {
                GenomeParameter parameter = step.Operation.Parameters[i];
                if (parameter.Scale == ParameterScale.Word) writer.WriteString(parameter.Name, parameter.Words[(int)step.Values[i]]);
                else writer.WriteNumber(parameter.Name, step.Values[i]);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Short(JsonElement name) => name.GetString() is { Length: <= 40 } text ? text : "…";
}
