using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Extropy.Core.Text;

namespace Extropy.Cli.Hosting;

/// <summary>Makes flags and arguments whose faults are said in one sentence.</summary>
internal static class Flags
{
    /// <summary>A flag without a value.</summary>
    public static Option<bool> Switch(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>A flag with a whole number.</summary>
    public static Option<long?> Whole(string name, string unit, string description, long least, long most) => new(name)
    {
        Description = description,
        HelpName = unit,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = parsed => WholeOf(parsed, name, least, most),
    };

    /// <summary>A flag with a number.</summary>
    public static Option<double?> Number(string name, string unit, string description, string range, Func<double, bool> isAllowed) => new(name)
    {
        Description = description,
        HelpName = unit,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = parsed => NumberOf(parsed, name, range, isAllowed),
    };

    /// <summary>A flag with text.</summary>
    public static Option<string?> Text(string name, string unit, string description) => new(name)
    {
        Description = description,
        HelpName = unit,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = parsed => One(parsed, name),
    };

    /// <summary>A flag with one of a few names.</summary>
    public static Option<string?> OneOf(string name, string kind, string description, params string[] known) => new(name)
    {
        Description = description,
        HelpName = string.Join('|', known),
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = parsed => Known(parsed, name, kind, known),
    };

    /// <summary>A flag with whole numbers separated by commas.</summary>
    public static Option<int[]?> Wholes(string name, string unit, string description, int least, int most) => new(name)
    {
        Description = description,
        HelpName = unit,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = parsed => WholesOf(parsed, name, least, most),
    };

    /// <summary>A flag with some of a few names, separated by commas.</summary>
    public static Option<string[]?> SomeOf(string name, string kind, string description, params string[] known) => new(name)
    {
        Description = description,
        HelpName = "a,b,c",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = parsed => SomeOf(parsed, name, kind, known),
    };

    /// <summary>A required argument with one of a few names.</summary>
    public static Argument<string?> Name(string name, string kind, string description, params string[] known) => new(name)
    {
        Description = description,
        HelpName = string.Join('|', known),
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = parsed => Known(parsed, name, kind, known),
    };

    /// <summary>An argument with free text.</summary>
    public static Argument<string?> Free(string name, string description, bool required) => new(name)
    {
        Description = description,
        Arity = required ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
    };

    /// <summary>An argument with one or more free texts.</summary>
    public static Argument<string[]> Several(string name, string description) => new(name)
    {
        Description = description,
        Arity = ArgumentArity.OneOrMore,
    };

    private static string? One(ArgumentResult parsed, string name)
    {
        if (parsed.Tokens.Count == 1) return parsed.Tokens[0].Value;
        parsed.AddError(parsed.Tokens.Count == 0 ? $"{name} needs a value" : $"{name} is given more than once");
        return null;
    }

    private static long? WholeOf(ArgumentResult parsed, string name, long least, long most)
    {
        if (One(parsed, name) is not { } text) return null;
        bool isWhole = long.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value);
        if (isWhole && value >= least && value <= most) return value;
        parsed.AddError($"{name} takes a whole number {Range(least, most)}, not '{Shown(text)}'");
        return null;
    }

    private static double? NumberOf(ArgumentResult parsed, string name, string range, Func<double, bool> isAllowed)
    {
        if (One(parsed, name) is not { } text) return null;
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        bool isNumber = double.TryParse(text, Style, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value);
        if (isNumber && isAllowed(value)) return value;
        parsed.AddError($"{name} takes a number {range}, not '{Shown(text)}'");
        return null;
    }

    private static int[]? WholesOf(ArgumentResult parsed, string name, int least, int most)
    {
        if (One(parsed, name) is not { } text) return null;
        var values = new List<int>();
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) || value < least || value > most)
            {
                parsed.AddError($"{name} takes whole numbers {Range(least, most)} separated by commas, not '{Shown(part)}'");
                return null;
            }

            if (!values.Contains(value)) values.Add(value);
        }

        return [.. values];
    }

    private static string? Known(ArgumentResult parsed, string name, string kind, string[] known)
    {
        if (One(parsed, name) is not { } text) return null;
        if (Array.Find(known, item => string.Equals(item, text, StringComparison.OrdinalIgnoreCase)) is { } found) return found;
        parsed.AddError(NearestNames.Message(kind, text, known));
        return null;
    }

    private static string[]? SomeOf(ArgumentResult parsed, string name, string kind, string[] known)
    {
        if (One(parsed, name) is not { } text) return null;
        var chosen = new List<string>();
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Array.Find(known, item => string.Equals(item, part, StringComparison.OrdinalIgnoreCase)) is not { } found)
            {
                parsed.AddError(NearestNames.Message(kind, part, known));
                return null;
            }

            if (!chosen.Contains(found)) chosen.Add(found);
        }

        return [.. chosen];
    }

    private static string Range(long least, long most) =>
        most == long.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"of at least {least}")
        : string.Create(CultureInfo.InvariantCulture, $"from {least} to {most}");

    private static string Shown(string text) => Output.SafeText.Short(text, 40);
}
