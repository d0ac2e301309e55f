namespace Extropy.Cli.Output;

/// <summary>Names of enumeration values in JSON: camelCase, stable.</summary>
internal static class Words
{
    /// <summary>The value's name with a small first letter.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        string name = value.ToString();
        return string.Concat(char.ToLowerInvariant(name[0]).ToString(), name.AsSpan(1));
    }
}
