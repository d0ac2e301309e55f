using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Extropy.Core.Text;

namespace Extropy.Evolution.Own;

/// <summary>The members of one object of a problem file. Reads what is there and collects everything that is wrong; <see cref="End"/> names strangers.</summary>
/// <param name="element">The object.</param>
/// <param name="prefix">Stands before names in sentences, for example <c>candidate.</c>.</param>
/// <param name="faults">Receives one clause for each fault.</param>
internal sealed class ProblemMembers(JsonElement element, string prefix, List<string> faults)
{
    public const double Largest = 1e100; // sums and squares of such numbers are still finite

    private const int LongestText = 20_000;
    private const int MostWords = 200;

    private readonly List<string> _known = [];

    /// <summary>A text that is not blank; null where it is missing or wrong.</summary>
    public string? Text(string name, string? meaning)
    {
        if (Find(name, meaning, JsonValueKind.String, "a text") is not { } found) return null;
        string text = found.GetString() ?? "";
        if (!string.IsNullOrWhiteSpace(text) && text.Length <= LongestText) return text;
        Fault(name, string.IsNullOrWhiteSpace(text) ? "is blank" : $"is longer than {LongestText} characters");
        return null;
    }

    /// <summary>A finite number of moderate size.</summary>
    public double? Number(string name, string? meaning) => Find(name, meaning, JsonValueKind.Number, "a number") is { } found ? NumberOf(found, name) : null;

    /// <summary>A whole number.</summary>
    public int? Whole(string name, string meaning, int least, int most)
    {
        if (Find(name, meaning, JsonValueKind.Number, "a whole number") is not { } found) return null;
        if (found.TryGetInt32(out int value) && value >= least && value <= most) return value;
        Fault(name, string.Create(CultureInfo.InvariantCulture, $"is {Shown(found)}; a whole number from {least} to {most} is required"));
        return null;
    }

    /// <summary>Texts, none of them empty.</summary>
    public ImmutableArray<string> Words(string name, string? meaning)
    {
        if (Find(name, meaning, JsonValueKind.Array, "an array of texts") is not { } found) return [];
        JsonElement[] items = [.. found.EnumerateArray()];
        if (items.Length is > 0 and <= MostWords && items.All(item => item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 } text && !text.Contains('\0')))
            return [.. items.Select(item => item.GetString() ?? "")];
        Fault(name, $"is an array of 1 to {MostWords} texts, none of them empty");
        return [];
    }

    /// <summary>One number for all, or one for each.</summary>
    /// <param name="name">The member.</param>
    /// <param name="meaning">What is asked where it is missing.</param>
    /// <param name="count">How many each are; 0 where that is not known.</param>
    public ImmutableArray<double> Numbers(string name, string meaning, int count)
    {
        if (Find(name, meaning, null, "") is not { } found) return [];
        if (found.ValueKind == JsonValueKind.Number) return NumberOf(found, name) is { } one ? [.. Enumerable.Repeat(one, count)] : [];
        if (found.ValueKind != JsonValueKind.Array || found.GetArrayLength() != count || found.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Number))
        {
            Fault(name, "is a number, or an array with one number for each column");
            return [];
        }

        double?[] all = [.. found.EnumerateArray().Select(item => NumberOf(item, name))];
        return all.Any(number => number is null) ? [] : [.. all.OfType<double>()];
    }

    /// <summary>An object.</summary>
    public JsonElement? Object(string name, string meaning) => Find(name, meaning, JsonValueKind.Object, "an object");

    /// <summary>Notes every member that nobody asked for.</summary>
    public void End()
    {
        foreach (JsonProperty stranger in element.EnumerateObject().Where(member => !_known.Contains(member.Name)))
            faults.Add(NearestNames.Message(prefix.Length == 0 ? "member" : $"member of '{prefix.TrimEnd('.')}'", stranger.Name, _known));
    }

    /// <summary>Notes a fault of a member.</summary>
    public void Fault(string name, string what) => faults.Add($"'{prefix}{name}' {what}");

    /// <param name="name">The member.</param>
    /// <param name="meaning">What is asked where it is missing; null where it may be.</param>
    /// <param name="kind">What it must be, or null for anything.</param>
    /// <param name="kindName">The same in words.</param>
    private JsonElement? Find(string name, string? meaning, JsonValueKind? kind, string kindName)
    {
        _known.Add(name);
        if (!element.TryGetProperty(name, out JsonElement found))
        {
            if (meaning is not null) Fault(name, $"is missing: {meaning}");
            return null;
        }

        if (kind is null || found.ValueKind == kind) return found;
        Fault(name, $"is {Shown(found)}; {kindName} is required");
        return null;
    }

    private double? NumberOf(JsonElement found, string name)
    {
        if (found.TryGetDouble(out double value) && Math.Abs(value) <= Largest) return value;
        Fault(name, $"is {Shown(found)}; a number from −1e100 to 1e100 is required");
        return null;
    }

    private static string Shown(JsonElement element)
    {
        string text = element.GetRawText();
        return text.Length <= 40 ? text : $"{text[..40]}…";
    }
}
