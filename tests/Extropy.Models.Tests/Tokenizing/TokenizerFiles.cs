using System.Text;
using System.Text.Json.Nodes;

namespace Extropy.Models.Tests.Tokenizing;

/// <summary>Small tokenizers as strangers write them.</summary>
internal static class TokenizerFiles
{
    /// <summary>The rule of Qwen 2 and Llama 3, in its main points: signs may take the line breaks after them.</summary>
    public const string SignRule = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>Merges in the order in which they are made.</summary>
    public static string[] Merges { get; } = ["k n", "i g", "kn ig", "h t", "knig ht", "Ġ knight", "Ċ Ċ", ". ĊĊ", "Ġ i", "Ġi s", "Ġ a"];

    public const string End = "<|end|>", Begin = "<|begin|>";

    /// <summary>The vocabulary of 256 bytes, the merged tokens in order, then the two special ones: 269 tokens.</summary>
    public static Dictionary<string, int> Vocabulary
    {
        get
        {
            var tokens = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (char letter in Letters()) tokens.Add(letter.ToString(), tokens.Count);
            foreach (string merge in Merges) tokens.Add(merge.Replace(" ", "", StringComparison.Ordinal), tokens.Count);
            return tokens;
        }
    }

    public static int EndId => 256 + Merges.Length;

    public static int BeginId => EndId + 1;

    public static int Tokens => BeginId + 1;

    public static JsonObject ByteLevel(bool begins = false)
    {
        var vocabulary = new JsonObject();
        foreach (var (token, id) in Vocabulary) vocabulary[token] = id;
        var root = new JsonObject
        {
            ["added_tokens"] = new JsonArray(
                new JsonObject { ["id"] = EndId, ["content"] = End, ["special"] = true },
                new JsonObject { ["id"] = BeginId, ["content"] = Begin, ["special"] = true }),
            ["normalizer"] = new JsonObject { ["type"] = "NFC" },
            ["pre_tokenizer"] = JsonNode.Parse("""
                {"type": "Sequence", "pretokenizers": [
                  {"type": "Split", "pattern": {"Regex": ""}, "behavior": "Isolated", "invert": false},
                  {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": false, "use_regex": false}]}
                """),
            ["post_processor"] = null,
            ["model"] = new JsonObject
            {
                ["type"] = "BPE", ["vocab"] = vocabulary, ["byte_fallback"] = false,
                ["merges"] = new JsonArray([.. Merges.Select(merge => (JsonNode)merge)]),
            },
        };
        root["pre_tokenizer"]!["pretokenizers"]![0]!["pattern"]!["Regex"] = SignRule;
        if (begins)
        {
            root["post_processor"] = JsonNode.Parse("""
                {"type": "Sequence", "processors": [{"type": "ByteLevel"}, {"type": "TemplateProcessing", "single": [
                  {"SpecialToken": {"id": "<|begin|>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}]}]}
                """);
        }

        return root;
    }

    /// <summary>Writes a byte-level tokenizer and what names its end.</summary>
    public static void WriteByteLevel(string folder, JsonObject? tokenizer = null)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), (tokenizer ?? ByteLevel()).ToJsonString());
        File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), $$"""{"eos_token": {"content": "{{End}}"} }""");
    }

    /// <summary>A SentencePiece model of byte pairs with bytes to fall back on; the pieces after <c>&lt;unk&gt;</c>, <c>&lt;s&gt;</c>, <c>&lt;/s&gt;</c> and the
    /// 256 bytes are given with their scores.</summary>
    public static byte[] SentencePiece(bool hasDummyPrefix, params (string Piece, float Score)[] pieces)
    {
        var model = new List<byte>();
        Message(model, 1, Piece("<unk>", 0, kind: 2));
        Message(model, 1, Piece("<s>", 0, kind: 3));
        Message(model, 1, Piece("</s>", 0, kind: 3));
        for (int value = 0; value < 256; value++) Message(model, 1, Piece($"<0x{value:X2}>", 0, kind: 6));
        foreach (var (piece, score) in pieces) Message(model, 1, Piece(piece, score, kind: 1));
        var trainer = new List<byte>();
        Number(trainer, 3, 2); // BPE
        Number(trainer, 4, 259 + pieces.Length);
        Number(trainer, 35, 1); // byte fallback
        Number(trainer, 40, 0);
        Number(trainer, 41, 1);
        Number(trainer, 42, 2);
        Message(model, 2, trainer);
        var normalizer = new List<byte>();
        Message(normalizer, 1, [.. "identity"u8]);
        Number(normalizer, 3, hasDummyPrefix ? 1 : 0);
        Number(normalizer, 4, 0); // white space is kept
        Number(normalizer, 5, 1);
        Message(model, 3, normalizer);
        return [.. model];
    }

    private static List<byte> Piece(string text, float score, int kind)
    {
        var piece = new List<byte>();
        Message(piece, 1, [.. Encoding.UTF8.GetBytes(text)]);
        piece.Add(2 << 3 | 5);
        piece.AddRange(BitConverter.GetBytes(score));
        Number(piece, 3, kind);
        return piece;
    }

    private static void Message(List<byte> into, int field, List<byte> content)
    {
        Variable(into, field << 3 | 2);
        Variable(into, content.Count);
        into.AddRange(content);
    }

    private static void Number(List<byte> into, int field, int value)
    {
        Variable(into, field << 3);
        Variable(into, value);
    }

    private static void Variable(List<byte> into, int value)
    {
        for (; value >= 128; value >>= 7) into.Add((byte)(value | 128));
        into.Add((byte)value);
    }

    // The alphabet as GPT-2 lists it: what prints, then the rest from U+0100 on.
    private static IEnumerable<char> Letters() =>
        [.. Enumerable.Range('!', 94).Concat(Enumerable.Range(0xA1, 12)).Concat(Enumerable.Range(0xAE, 82)).Concat(Enumerable.Range(256, 68)).Select(code => (char)code)];
}
