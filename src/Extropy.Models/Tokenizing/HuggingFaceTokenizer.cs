using System.Collections.Immutable;
using System.Text.Json;
using Extropy.Core.Errors;
using Extropy.Core.Identity;

namespace Extropy.Models.Tokenizing;

/// <summary>
/// Reads the tokenizer of a Hugging Face directory: <c>tokenizer.json</c> with a byte-level vocabulary (Llama 3, Qwen, SmolLM), or
/// <c>tokenizer.model</c> (SentencePiece: Llama 2, Gemma).
/// </summary>
/// <remarks>The begin token is that of <c>tokenizer_config.json</c> (<c>add_bos_token</c>), or the one that the tokenizer's template puts first. The end
/// tokens are <c>eos_token_id</c> of <c>generation_config.json</c> and <c>config.json</c>, and <c>eos_token</c> of <c>tokenizer_config.json</c>.</remarks>
public static class HuggingFaceTokenizer
{
    private const string Json = "tokenizer.json";
    private const string Pieces = "tokenizer.model";
    private const string Settings = "tokenizer_config.json";

    /// <summary>Whether a directory has a tokenizer.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, Json)) || File.Exists(Path.Combine(folder, Pieces));

    /// <summary>Reads it.</summary>
    /// <param name="folder">The directory.</param>
    /// <param name="vocabularySize">V of the model; it may have rows to spare, but no token may lie beyond.</param>
    /// <exception cref="BadInputException">There is none, it is of a kind that is not read, or it does not fit the model.</exception>
    public static TextCodec Load(string folder, int vocabularySize)
    {
        string json = Path.Combine(folder, Json), pieces = Path.Combine(folder, Pieces), file;
        ITextEncoder encoder;
        string? first = null;
        var special = new Dictionary<string, int>(StringComparer.Ordinal);
        if (File.Exists(pieces))
        {
            file = pieces;
            encoder = SentencePieceEncoder.Open(pieces);
        }
        else if (File.Exists(json))
        {
            file = json;
            TokenizerDefinition definition = TokenizerDefinition.Read(json);
            encoder = ByteLevel(definition);
            first = definition.BeginToken;
            foreach (var (token, id) in definition.Added) special[token] = id;
        }
        else
        {
            throw new BadInputException($"{folder} has neither {Json} nor {Pieces}, so no text can be given to its model.");
        }

        if (encoder.Bytes.Length > vocabularySize)
            throw new BadInputException($"{file} has {encoder.Bytes.Length} tokens and the model {vocabularySize}; they do not belong together.");
        using JsonFile settings = JsonFile.Read(Path.Combine(folder, Settings)), generation = JsonFile.Read(Path.Combine(folder, "generation_config.json")),
            config = JsonFile.Read(Path.Combine(folder, "config.json"));
        int? Find(string? token) => token is null ? null : special.TryGetValue(token, out int id) ? id : IdOf(encoder, token);

        int? begin = settings.Flag("add_bos_token") switch { true => Find(settings.Token("bos_token")), false => null, null => Find(first) };
        ImmutableArray<int> ends = [.. generation.Numbers("eos_token_id").Concat(config.Numbers("eos_token_id"))
            .Concat(Find(settings.Token("eos_token")) is { } end ? [end] : []).Where(id => id >= 0 && id < vocabularySize).Distinct()];
        if (ends.IsEmpty) throw new BadInputException($"{folder} does not say which token ends an answer (eos_token_id in generation_config.json or config.json).");
        return new TextCodec($"text/{Identity(file, begin, ends)}", vocabularySize, encoder, begin, ends);
    }

    private static ByteLevelEncoder ByteLevel(TokenizerDefinition definition)
    {
        try
        {
            return new(definition, new TextSplitter(definition.Rules));
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
        {
            throw new BadInputException($"{definition.Path} has merges that do not fit its vocabulary ({error.Message.TrimEnd('.')}).");
        }
    }

    // A special token of a SentencePiece model is a piece like others.
    private static int? IdOf(ITextEncoder encoder, string token)
    {
        byte[] wanted = System.Text.Encoding.UTF8.GetBytes(token);
        int id = Array.FindIndex(encoder.Bytes, bytes => bytes is not null && bytes.AsSpan().SequenceEqual(wanted));
        return id < 0 ? null : id;
    }

    private static Digest Identity(string file, int? begin, ImmutableArray<int> ends)
    {
        using var builder = new DigestBuilder();
        return builder.Add(Digest.Of(File.ReadAllBytes(file))).Add(begin ?? -1).Add(ends.AsSpan()).Build();
    }

    /// <summary>A small JSON file that may be missing.</summary>
    private sealed class JsonFile(string path, JsonDocument? document) : IDisposable
    {
        public static JsonFile Read(string path)
        {
            try
            {
                return new(path, File.Exists(path) ? JsonDocument.Parse(File.ReadAllBytes(path)) : null);
            }
            catch (JsonException error)
            {
                throw new BadInputException($"{path} is not valid JSON ({error.Message.TrimEnd('.')}).");
            }
        }

        public bool? Flag(string key) => Value(key) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : null;

        /// <summary>A token's text: written as such, or as an object with its content.</summary>
        public string? Token(string key) => Value(key) switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Object } inside when inside.TryGetProperty("content", out JsonElement content) && content.ValueKind == JsonValueKind.String =>
                content.GetString(),
            _ => null,
        };

        /// <summary>A whole number or a list of them; nothing when absent.</summary>
        public IEnumerable<int> Numbers(string key)
        {
            JsonElement[] values = Value(key) switch
            {
                { ValueKind: JsonValueKind.Number } one => [one],
                { ValueKind: JsonValueKind.Array } many => [.. many.EnumerateArray()],
                _ => [],
            };
            foreach (JsonElement value in values)
            {
                if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out int number))
                    throw new BadInputException($"{path} has {key} = {value.GetRawText()}; a whole number is required.");
                yield return number;
            }
        }

        public void Dispose() => document?.Dispose();

        private JsonElement? Value(string key) =>
            document is { RootElement: { ValueKind: JsonValueKind.Object } root } && root.TryGetProperty(key, out JsonElement value) ? value : null;
    }
}
