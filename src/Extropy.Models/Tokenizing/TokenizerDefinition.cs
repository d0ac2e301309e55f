using System.Text.Json;
using System.Text.RegularExpressions;
using Extropy.Core.Errors;

namespace Extropy.Models.Tokenizing;

/// <summary>What a <c>tokenizer.json</c> says: a byte-level vocabulary, its merges, and the rules that cut text before them.</summary>
internal sealed class TokenizerDefinition
{
    private readonly Dictionary<string, int> _vocabulary = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _added = new(StringComparer.Ordinal);
    private readonly List<string> _merges = [];
    private readonly List<Regex> _rules = [];

    private TokenizerDefinition(string path, JsonElement root)
    {
        Path = path;
        JsonElement model = root.GetProperty("model");
        if (Name(model) is { } type and not "BPE") throw NotRead("model", type);
        if (model.TryGetProperty("byte_fallback", out JsonElement fallback) && fallback.ValueKind == JsonValueKind.True) throw NotRead("model", "BPE with byte_fallback");
        foreach (JsonProperty token in model.GetProperty("vocab").EnumerateObject()) Add(_vocabulary, token.Name, token.Value.GetInt32());
        foreach (JsonElement merge in model.GetProperty("merges").EnumerateArray())
            _merges.Add(merge.ValueKind == JsonValueKind.Array ? $"{merge[0].GetString()} {merge[1].GetString()}" : merge.GetString() ?? "");
        TakesWholePieces = model.TryGetProperty("ignore_merges", out JsonElement ignore) && ignore.ValueKind == JsonValueKind.True;
        if (Child(root, "added_tokens") is { } added)
            foreach (JsonElement token in added.EnumerateArray()) Add(_added, token.GetProperty("content").GetString() ?? "", token.GetProperty("id").GetInt32());
        if (Child(root, "normalizer") is { } normalizer) ReadNormalizer(normalizer);
        ReadSplitting(Child(root, "pre_tokenizer") ?? throw NotRead("pre_tokenizer", "none"));
        if (Child(root, "post_processor") is { } processor) BeginToken = FirstOf(processor);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Tokens that text is made of.</summary>
    public IReadOnlyDictionary<string, int> Vocabulary => _vocabulary;

    /// <summary>Tokens that text never makes.</summary>
    public IReadOnlyDictionary<string, int> Added => _added;

    /// <summary>Pairs that become one, the first to merge first: two tokens and a space between them.</summary>
    public IReadOnlyList<string> Merges => _merges;

    /// <summary>Applied one after another before any merge.</summary>
    public IReadOnlyList<Regex> Rules => _rules;

    /// <summary>Whether a piece that is a token is taken as it is, whatever the merges say.</summary>
    public bool TakesWholePieces { get; }

    /// <summary>Whether text is brought into composed form first.</summary>
    public bool Composes { get; private set; }

    /// <summary>The token that begins every row, or null.</summary>
    public string? BeginToken { get; }

    /// <summary>One more than the highest id.</summary>
    public int Tokens => _vocabulary.Values.Concat(_added.Values).Append(-1).Max() + 1;

    /// <summary>Reads a file.</summary>
    /// <exception cref="BadInputException">Not JSON, not as Hugging Face writes it, or of a kind that is not read.</exception>
    public static TokenizerDefinition Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return new(path, document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException
            or IndexOutOfRangeException)
        {
            throw new BadInputException($"{path} is no tokenizer as Hugging Face writes it ({error.Message.TrimEnd('.')}).");
        }
    }

    private void Add(Dictionary<string, int> tokens, string token, int id)
    {
        if (id is < 0 or > 10_000_000) throw new BadInputException($"{Path} gives a token the id {id}.");
        tokens[token] = id;
    }

    private void ReadNormalizer(JsonElement normalizer)
    {
        switch (Name(normalizer))
        {
            case "NFC":
                Composes = true;
                break;
            case "Sequence":
                foreach (JsonElement inner in normalizer.GetProperty("normalizers").EnumerateArray()) ReadNormalizer(inner);
                break;
            case var other:
                throw NotRead("normalizer", other);
        }
    }

    private void ReadSplitting(JsonElement splitting)
    {
        switch (Name(splitting))
        {
            case "Sequence":
                foreach (JsonElement inner in splitting.GetProperty("pretokenizers").EnumerateArray()) ReadSplitting(inner);
                break;
            case "ByteLevel":
                if (IsTrue(splitting, "add_prefix_space", otherwise: true)) throw NotRead("pre_tokenizer", "ByteLevel with add_prefix_space");
                if (IsTrue(splitting, "use_regex", otherwise: true)) AddRule(TextSplitter.WordRule);
                break;
            case "Digits":
                AddRule(IsTrue(splitting, "individual_digits", otherwise: false) ? @"\p{N}" : @"\p{N}+");
                break;
            case "Split":
                AddSplit(splitting);
                break;
            case var other:
                throw NotRead("pre_tokenizer", other);
        }
    }

    // Matches stay pieces of their own; "removed" of the inverse says the same where the rule covers all text.
    private void AddSplit(JsonElement split)
    {
        string behaviour = split.GetProperty("behavior").GetString() ?? "";
        bool isInverse = IsTrue(split, "invert", otherwise: false);
        if (!(behaviour == "Isolated" && !isInverse) && !(behaviour == "Removed" && isInverse)) throw NotRead("pre_tokenizer", $"Split with behavior {behaviour}");
        JsonElement pattern = split.GetProperty("pattern");
        AddRule(pattern.TryGetProperty("Regex", out JsonElement rule) ? rule.GetString() ?? "" : Regex.Escape(pattern.GetProperty("String").GetString() ?? ""));
    }

    private void AddRule(string pattern) => _rules.Add(new Regex(pattern, RegexOptions.CultureInvariant, TextSplitter.MostTime));

    // The special token that a template puts before the text.
    private static string? FirstOf(JsonElement processor)
    {
        switch (Name(processor))
        {
            case "Sequence":
                foreach (JsonElement inner in processor.GetProperty("processors").EnumerateArray())
                    if (FirstOf(inner) is { } found) return found;
                return null;
            case "TemplateProcessing":
                JsonElement first = processor.GetProperty("single")[0];
                return first.TryGetProperty("SpecialToken", out JsonElement token) ? token.GetProperty("id").GetString() : null;
            default:
                return null;
        }
    }

    private static bool IsTrue(JsonElement of, string key, bool otherwise) =>
        of.TryGetProperty(key, out JsonElement value) ? value.ValueKind == JsonValueKind.True : otherwise;

    private static string? Name(JsonElement of) => of.TryGetProperty("type", out JsonElement type) ? type.GetString() : null;

    private static JsonElement? Child(JsonElement of, string key) =>
        of.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private BadInputException NotRead(string part, string? kind) => new(
        $"{Path} has a {part} of the kind {kind ?? "that it does not name"}, which is not read; byte-level BPE and SentencePiece models are.");
}
