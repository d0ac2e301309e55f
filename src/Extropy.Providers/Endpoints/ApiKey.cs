using System.Text.Json;
using Extropy.Core.Errors;

namespace Extropy.Providers.Endpoints;

/// <summary>
/// The key to an endpoint. It comes from the environment or from user secrets, goes into the header of a request, and nowhere else: it has no
/// printed form, and replies that repeat it are cleaned before anything sees them.
/// </summary>
public sealed class ApiKey
{
    /// <summary>The variable that is looked at first.</summary>
    public const string Variable = "EXTROPY_API_KEY";

    /// <summary>The variable that is looked at when the first is not set.</summary>
    public const string OpenAIVariable = "OPENAI_API_KEY";

    /// <summary>Identity of the user secrets: <c>dotnet user-secrets set EXTROPY_API_KEY … --id extropy</c>.</summary>
    public const string SecretsId = "extropy";

    internal const string Withheld = "(key withheld)";

    private const int ShortestWithheld = 4; // a shorter key would blank out ordinary text

    private readonly string _value;

    private ApiKey(string value, string source)
    {
        _value = value.Trim();
        Source = source;
        if (_value.Any(letter => letter is <= ' ' or > '~'))
            throw new BadInputException($"The key in {source} has spaces, line breaks or letters that no key has; set it anew (it is not shown here).");
    }

    /// <summary>Where the key was found, e.g. the name of the environment variable. Never the key.</summary>
    public string Source { get; }

    /// <summary>The key of this environment: a variable, then user secrets; null when there is none.</summary>
    /// <exception cref="BadInputException">What is there cannot be a key. The message does not show it.</exception>
    public static ApiKey? Find() => Find(Environment.GetEnvironmentVariable, SecretsFile(SecretsId));

    /// <summary>The same with the surroundings given.</summary>
    internal static ApiKey? Find(Func<string, string?> variable, string secretsFile)
    {
        foreach (string name in (string[])[Variable, OpenAIVariable])
            if (variable(name) is { } value && !string.IsNullOrWhiteSpace(value)) return new ApiKey(value, name);
        return FromSecrets(secretsFile);
    }

    /// <summary>Says where it is from, not what it is.</summary>
    public override string ToString() => $"a key from {Source}";

    /// <summary>The key itself, for a request's header only.</summary>
    internal string Reveal() => _value;

    /// <summary>The text without the key, where it repeats it.</summary>
    internal string Clean(string text) => _value.Length < ShortestWithheld ? text : text.Replace(_value, Withheld, StringComparison.Ordinal);

    private static ApiKey? FromSecrets(string file)
    {
        if (!File.Exists(file)) return null;
        try
        {
            using JsonDocument secrets = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (string name in (string[])[Variable, OpenAIVariable])
            {
                bool isThere = secrets.RootElement.TryGetProperty(name, out JsonElement found) && found.ValueKind == JsonValueKind.String;
                if (isThere && found.GetString() is { } value && !string.IsNullOrWhiteSpace(value)) return new ApiKey(value, $"user secrets ({name})");
            }

            return null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new BadInputException($"The user secrets in {file} are not a JSON object; mend the file or set {Variable}."); // no inner error: it would quote the file
        }
    }

    /// <summary>Where the user secrets of an identity lie. Source: the documented locations of the .NET secret manager.</summary>
    private static string SecretsFile(string id) => OperatingSystem.IsWindows()
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "Microsoft", "UserSecrets", id, "secrets.json")
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".microsoft", "usersecrets", id, "secrets.json");
}
