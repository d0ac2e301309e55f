using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Extropy.Core.Outcomes;
using Extropy.Core.Text;

namespace Extropy.Evolution.Own;

/// <summary>
/// Reads what an evaluator printed. Exactly one JSON object of known members, and nothing else, is an answer; everything else is refused in one sentence that
/// says what was found and what to print instead. Never throws on content.
/// </summary>
internal static partial class EvaluatorAnswerReader
{
    /// <summary>Largest size of a number.</summary>
    public const double Largest = 1e100;

    private const int MostMetrics = 100;
    private const int LongestName = 60;
    private const int LongestReason = 300;

    private static readonly string[] Members = ["score", "correct", "metrics", "reason"];
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 16 };

    /// <summary>The answer, or why it is none: a clause without a full stop.</summary>
    /// <param name="output">Standard output as bytes.</param>
    public static Outcome<EvaluatorAnswer> Read(ReadOnlySpan<byte> output)
    {
        ReadOnlySpan<byte> text = output.Trim(" \t\r\n"u8);
        if (text.IsEmpty) return Fault("printed nothing");
        if (text[0] != (byte)'{') return Fault($"printed something else before the object, beginning with '{Shown(text)}'");
        int end;
        try
        {
            var reader = new Utf8JsonReader(text, Options);
            reader.Read();
            reader.Skip();
            end = (int)reader.BytesConsumed;
        }
        catch (JsonException fault)
        {
            return Fault(NotJson(text, fault));
        }

        ReadOnlySpan<byte> rest = text[end..].TrimStart(" \t\r\n"u8);
        if (!rest.IsEmpty) return Fault(rest[0] == (byte)'{' ? "printed two objects" : $"printed something else after the object, beginning with '{Shown(rest)}'");
        return Read(text[..end].ToArray());
    }

    private static Outcome<EvaluatorAnswer> Read(byte[] one)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(one, new JsonDocumentOptions { MaxDepth = 16 });
            return Read(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException) // the latter: a text that is no Unicode
        {
            return Fault($"printed an object that cannot be read ({fault.Message.TrimEnd('.')})");
        }
    }

    private static Outcome<EvaluatorAnswer> Read(JsonElement answer)
    {
        var found = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty member in answer.EnumerateObject())
        {
            if (!Members.Contains(member.Name)) return Fault($"printed an {NearestNames.Message("member", member.Name, Members)}");
            if (!found.TryAdd(member.Name, member.Value)) return Fault($"printed '{member.Name}' twice");
        }

        if (!found.TryGetValue("score", out JsonElement said)) return Fault("printed no 'score'");
        if (NumberFault("score", said, out double score) is { } fault) return Fault(fault);
        if (!found.TryGetValue("metrics", out JsonElement metrics)) return Fault("printed a 'score' without 'metrics'");
        bool isCorrect = true;
        if (found.TryGetValue("correct", out JsonElement correct))
        {
            if (correct.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) return Fault($"printed 'correct' as {Shown(correct)}, which is neither true nor false");
            isCorrect = correct.ValueKind == JsonValueKind.True;
        }

        string? reason = null;
        if (found.TryGetValue("reason", out JsonElement why) && why.ValueKind is not JsonValueKind.Null)
        {
            if (why.ValueKind != JsonValueKind.String) return Fault($"printed 'reason' as {Shown(why)}, which is no text");
            reason = Line(why.GetString() ?? "");
        }

        return MetricsOf(metrics, isCorrect).Map(numbers => new EvaluatorAnswer(score, isCorrect, numbers, reason));
    }

    private static Outcome<ImmutableSortedDictionary<string, double>> MetricsOf(JsonElement metrics, bool isCorrect)
    {
        if (metrics.ValueKind != JsonValueKind.Object) return Fault($"printed 'metrics' as {Shown(metrics)}, which is no object");
        var numbers = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (JsonProperty metric in metrics.EnumerateObject())
        {
            if (metric.Name.Length is 0 or > LongestName || metric.Name.Any(char.IsControl)) return Fault($"printed a metric whose name is not made of 1 to {LongestName} characters");
            if (NumberFault($"metrics.{metric.Name}", metric.Value, out double value) is { } fault) return Fault(fault);
            if (numbers.ContainsKey(metric.Name)) return Fault($"printed the metric '{metric.Name}' twice");
            if (numbers.Count == MostMetrics) return Fault($"printed more than {MostMetrics} metrics");
            numbers.Add(metric.Name, value);
        }

        return isCorrect && numbers.Count == 0 ? Fault("printed a 'score' with empty 'metrics'") : numbers.ToImmutable();
    }

    private static string? NumberFault(string name, JsonElement said, out double value)
    {
        value = 0;
        if (said.ValueKind is JsonValueKind.Object or JsonValueKind.Array) return $"nested something inside '{name}', where one number belongs";
        if (said.ValueKind != JsonValueKind.Number) return $"printed '{name}' as {Shown(said)}, which is no number";
        if (!said.TryGetDouble(out value) || !(Math.Abs(value) <= Largest)) return $"printed '{name}' as {Shown(said)}, which is beyond ±1e100";
        return null;
    }

    private static string NotJson(ReadOnlySpan<byte> text, JsonException fault) => NoNumber().Match(Encoding.UTF8.GetString(text)) is { Success: true } special
        ? $"printed {special.Groups[1].Value}, which is no number of JSON"
        : $"printed an object that is not JSON ({fault.Message.Split(". ")[0].TrimEnd('.')})";

    private static string Shown(JsonElement element) => Shown(Encoding.UTF8.GetBytes(element.GetRawText()));

    private static string Shown(ReadOnlySpan<byte> text) => Line(Encoding.UTF8.GetString(text[..Math.Min(text.Length, 40)]));

    private static string Line(string text)
    {
        string cut = text.Length <= LongestReason ? text : $"{text[..LongestReason]}…";
        return string.Concat(cut.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
    }

    private static Failure Fault(string what) => new(FailureKind.Invalid, what);

    [GeneratedRegex(@":\s*-?(NaN|Infinity)\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NoNumber();
}
