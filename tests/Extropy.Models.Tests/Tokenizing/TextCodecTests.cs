using System.Text;
using System.Text.Json.Nodes;
using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Models.Tokenizing;
using Extropy.Search.Contracts;

namespace Extropy.Models.Tests.Tokenizing;

public sealed class TextCodecTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("extropy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Ann is a knight.\n\nBob", "A|n|n|Ġis|Ġa|Ġknight|.ĊĊ|B|o|b")]
    [InlineData("knight knights", "knight|Ġknight|s")]
    [InlineData("x.\n\n\n", "x|.ĊĊ|Ċ")]
    [InlineData("é 12", "Ã|©|Ġ|1|2")]
    [InlineData("<|end|>", "<|||e|n|d|||>")]
    [InlineData("", "")]
    public void TryEncodeStep_ByteLevel_MergesInOrderInsidePieces(string text, string expected)
    {
        TextCodec codec = ByteLevel();
        string[] names = new string[TokenizerFiles.Tokens];
        foreach (var (token, id) in TokenizerFiles.Vocabulary) names[id] = token;

        Assert.True(((ITokenCodec)codec).TryEncodeStep(text, out int[]? ids));

        Assert.Equal(expected, string.Join('|', ids.Select(id => names[id])));
        Assert.Equal(text.Trim(), codec.DecodeStep(ids));
    }

    [Fact]
    public void TryEncodeStep_ManyTexts_AgreesWithMergingOnePairAtATime()
    {
        ITokenCodec codec = ByteLevel();
        string[] words = ["knight", " knights", " is", " a", "kn", " igight", ".", "\n\n", "7", " ", "ö"];
        for (int i = 0; i < 200; i++)
        {
            string text = string.Concat(Enumerable.Range(0, 6).Select(j => words[(i * 7 + j * (i + 3)) % words.Length]));

            codec.TryEncodeStep(text, out int[]? ids);

            Assert.Equal(Plainly(text), ids);
        }
    }

    [Fact]
    public void Encode_Prompt_BeginsAsTheTemplateSaysAndEndsWithABlankLine()
    {
        TextCodec plain = ByteLevel(), begun = Load(TokenizerFiles.ByteLevel(begins: true));

        Assert.Equal(plain.Encode(new Prompt("Who?\n\n")), plain.Encode(new Prompt("Who?")));
        Assert.Equal([TokenizerFiles.BeginId, .. plain.Encode(new Prompt("Who?"))], begun.Encode(new Prompt("Who?")));
        File.WriteAllText(Path.Combine(_folder, "tokenizer_config.json"), """{"add_bos_token": false, "bos_token": "<|begin|>", "eos_token": "<|end|>"}""");
        Assert.Equal(plain.Encode(new Prompt("Who?")), HuggingFaceTokenizer.Load(_folder, TokenizerFiles.Tokens).Encode(new Prompt("Who?")));
        File.WriteAllText(Path.Combine(_folder, "tokenizer_config.json"), """{"add_bos_token": true, "bos_token": "<|end|>", "eos_token": "<|end|>"}""");
        Assert.Equal(TokenizerFiles.EndId, HuggingFaceTokenizer.Load(_folder, TokenizerFiles.Tokens).Encode(new Prompt("Who?"))[0]);
    }

    [Theory]
    [InlineData("knight", StepEnding.None)]
    [InlineData("knight.\n\n", StepEnding.Step)] // one token with words in it
    [InlineData("knight\n\n", StepEnding.Step)]
    [InlineData("knight\n \n", StepEnding.None)]
    [InlineData("\n\n", StepEnding.None)] // nothing was said yet
    [InlineData("\n\nknight", StepEnding.None)]
    [InlineData("a.\n\nb", StepEnding.None)]
    public void EndingOf_Text_IsABlankLineAfterWords(string text, StepEnding expected)
    {
        ITokenCodec codec = ByteLevel();
        codec.TryEncodeStep(text, out int[]? ids);

        Assert.Equal(expected, codec.EndingOf(ids));
    }

    [Fact]
    public void EndingOf_LineBreaksInTwoTokens_IsABlankLineToo()
    {
        ITokenCodec codec = ByteLevel();
        int lineBreak = TokenizerFiles.Vocabulary["Ċ"], letter = TokenizerFiles.Vocabulary["k"];

        Assert.Equal(StepEnding.None, codec.EndingOf([letter, lineBreak]));
        Assert.Equal(StepEnding.Step, codec.EndingOf([letter, lineBreak, lineBreak]));
        Assert.Equal(StepEnding.Answer, codec.EndingOf([letter, TokenizerFiles.EndId]));
        Assert.Equal(StepEnding.None, codec.EndingOf([]));
    }

    [Fact]
    public void AppendClosed_AnyStep_EndsAsAsked()
    {
        ITokenCodec codec = ByteLevel();
        int dot = TokenizerFiles.Vocabulary["."], lineBreak = TokenizerFiles.Vocabulary["Ċ"], both = TokenizerFiles.Vocabulary[".ĊĊ"], letter = TokenizerFiles.Vocabulary["k"];
        int blank = TokenizerFiles.Vocabulary["ĊĊ"], end = TokenizerFiles.EndId;

        Assert.Equal([letter, both], Closed([letter, both], endsAnswer: false));
        Assert.Equal([letter, both], Closed([letter, dot], endsAnswer: false)); // as the model would have written it
        Assert.Equal([letter, dot, lineBreak, lineBreak], Closed([letter, dot, lineBreak, lineBreak], endsAnswer: false)); // as it was written
        Assert.Equal([letter, lineBreak, blank], Closed([letter, lineBreak], endsAnswer: false)); // three breaks at once would end before their last
        Assert.Equal([letter, end], Closed([letter], endsAnswer: true));
        Assert.Equal([letter, end], Closed([letter, end], endsAnswer: true));
        Assert.Equal([letter, both, end], Closed([letter, both], endsAnswer: true));
        Assert.Equal([letter, both], Closed([letter, both, end], endsAnswer: false));
        Assert.Equal("k.", codec.DecodeClosed([letter, both]));
        Assert.Equal("k", codec.DecodeClosed([letter, end]));

        int[] Closed(int[] ids, bool endsAnswer)
        {
            var row = new List<int>();
            codec.AppendClosed(ids, endsAnswer, row);
            return [.. row];
        }
    }

    [Fact]
    public void DecodeStep_BrokenAndUnknownIds_NeverThrows()
    {
        TextCodec codec = Load(TokenizerFiles.ByteLevel(), vocabularySize: 300);
        int half = TokenizerFiles.Vocabulary["Ã"];

        Assert.Equal("\uFFFDk", codec.DecodeStep([half, TokenizerFiles.Vocabulary["k"]]));
        Assert.Equal("<299><-5><2147483647>", codec.DecodeStep([299, -5, int.MaxValue]));
        Assert.Equal("<|begin|>", codec.DecodeStep([TokenizerFiles.BeginId]));
        Assert.Equal("", codec.DecodeStep([]));
        Assert.True(codec.TryEncodeStep("\uD800", out int[]? ids)); // half a character
        Assert.Equal("\uFFFD", codec.DecodeStep(ids));
        codec.TryEncodeStep("e\u0301", out ids); // no tables of composition in this process: taken as it stands
        Assert.Equal("e\u0301", codec.DecodeStep(ids));
    }

    [Fact]
    public void Load_WholePiecesAndPairsAsLists_AreRead()
    {
        JsonObject tokenizer = TokenizerFiles.ByteLevel();
        JsonObject model = tokenizer["model"]!.AsObject();
        model["vocab"]!["Ġxy"] = TokenizerFiles.Tokens; // no merge makes it
        model["merges"] = new JsonArray([.. TokenizerFiles.Merges.Select(merge => (JsonNode)new JsonArray([.. merge.Split(' ').Select(part => (JsonNode)part)]))]);
        ITokenCodec without = Load(tokenizer, TokenizerFiles.Tokens + 1);
        model["ignore_merges"] = true;
        ITokenCodec with = Load(tokenizer, TokenizerFiles.Tokens + 1);

        without.TryEncodeStep("a xy knight", out int[]? apart);
        with.TryEncodeStep("a xy knight", out int[]? whole);

        Assert.Equal(5, apart!.Length); // encoding never fails
        Assert.Equal([TokenizerFiles.Vocabulary["a"], TokenizerFiles.Tokens, TokenizerFiles.Vocabulary["Ġknight"]], whole!);
    }

    [Fact]
    public void Load_EndTokens_AreThoseOfAllFiles()
    {
        TokenizerFiles.WriteByteLevel(_folder);
        File.WriteAllText(Path.Combine(_folder, "generation_config.json"), """{"eos_token_id": [5, 9999]}""");
        File.WriteAllText(Path.Combine(_folder, "config.json"), """{"eos_token_id": 7}""");

        ITokenCodec codec = HuggingFaceTokenizer.Load(_folder, TokenizerFiles.Tokens);

        Assert.Equal(5, codec.AnswerEnd);
        Assert.All([5, 7, TokenizerFiles.EndId], id => Assert.Equal(StepEnding.Answer, codec.EndingOf([40, id])));
    }

    [Theory]
    [InlineData("""{"model": {"type": "Unigram", "vocab": []}}""", "a model of the kind Unigram, which is not read")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": "b"}, "merges": []}}""", "is no tokenizer as Hugging Face writes it")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": -1}, "merges": []}}""", "gives a token the id -1")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": 1}, "merges": []}}""", "a pre_tokenizer of the kind none")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": 1}, "merges": [], "byte_fallback": true}}""", "BPE with byte_fallback")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": 1}, "merges": []}, "pre_tokenizer": {"type": "Whitespace"}}""", "the kind Whitespace")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": 1}, "merges": []}, "pre_tokenizer": {"type": "Split", "pattern": {"Regex": "("}, "behavior": "Isolated"}}""", "is no tokenizer")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": 1}, "merges": []}, "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false}}""", "no token for the byte 0")]
    [InlineData("[]", "is no tokenizer")]
    [InlineData("{", "is no tokenizer")]
    public void Load_ForeignOrDamagedTokenizer_IsRefusedInOneSentence(string json, string message)
    {
        File.WriteAllText(Path.Combine(_folder, "tokenizer.json"), json);

        var error = Assert.Throws<BadInputException>(() => HuggingFaceTokenizer.Load(_folder, 300));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Load_WhatDoesNotBelongTogether_SaysSo()
    {
        Refused("has neither tokenizer.json nor tokenizer.model", 300);
        TokenizerFiles.WriteByteLevel(_folder);
        Refused("269 tokens and the model 268", 268);
        File.Delete(Path.Combine(_folder, "tokenizer_config.json"));
        Refused("does not say which token ends an answer", 300);
        JsonObject tokenizer = TokenizerFiles.ByteLevel();
        tokenizer["model"]!["merges"] = new JsonArray("k q");
        TokenizerFiles.WriteByteLevel(_folder, tokenizer);
        Refused("merges that do not fit its vocabulary", 300);
        File.WriteAllText(Path.Combine(_folder, "tokenizer.model"), "nothing of the kind");
        Refused("is no SentencePiece model", 300);

        void Refused(string message, int vocabulary) => Assert.Contains(
            message, Assert.Throws<BadInputException>(() => HuggingFaceTokenizer.Load(_folder, vocabulary)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SentencePiece_StepsAndPrompts_RoundTrip(bool hasDummyPrefix)
    {
        File.WriteAllBytes(Path.Combine(_folder, "tokenizer.model"), TokenizerFiles.SentencePiece(
            hasDummyPrefix, ("▁k", -1), ("ni", -2), ("▁kni", -3), ("▁", -10), ("k", -11), ("n", -12), ("i", -13), (".", -14)));
        File.WriteAllText(Path.Combine(_folder, "tokenizer_config.json"), """{"add_bos_token": true, "bos_token": "<s>", "eos_token": "</s>"}""");

        ITokenCodec codec = HuggingFaceTokenizer.Load(_folder, 300);

        const int Byte = 3, First = 259;
        Assert.Equal(2, codec.AnswerEnd);
        Assert.True(codec.TryEncodeStep("kni kni.\n\n", out int[]? ids));
        Assert.Equal([First + 4, First + 1, First + 2, First + 7, Byte + 10, Byte + 10], ids); // no space before a step
        Assert.Equal(StepEnding.Step, codec.EndingOf(ids));
        Assert.Equal("kni kni.", codec.DecodeClosed(ids));
        int[] prompt = [.. codec.Encode(new Prompt("kni"))];
        Assert.Equal(hasDummyPrefix ? [1, First + 2, Byte + 10, Byte + 10] : [1, First + 4, First + 1, Byte + 10, Byte + 10], prompt);
        Assert.True(codec.TryEncodeStep("ö", out int[]? bytes));
        Assert.Equal([Byte + 0xC3, Byte + 0xB6], bytes);
        Assert.Equal("ö", codec.DecodeStep(bytes));
    }

    [Fact]
    public void SentencePiece_DamagedFiles_AreReadOrRefusedAndNeverThrowAnythingElse()
    {
        byte[] sound = TokenizerFiles.SentencePiece(false, ("▁k", -1), ("ni", -2), ("k", -11), ("n", -12), ("i", -13));
        File.WriteAllText(Path.Combine(_folder, "tokenizer_config.json"), """{"eos_token": "</s>"}""");
        int refused = 0;
        for (int trial = 0; trial < 400; trial++)
        {
            Draws draws = RandomStream.FromSeed(17).At(trial);
            byte[] damaged = sound[..(trial % 3 == 0 ? draws.NextInt(sound.Length) : sound.Length)];
            for (int i = trial % 3 == 0 ? 0 : 1 + draws.NextInt(8); i > 0; i--) damaged[draws.NextInt(damaged.Length)] = (byte)draws.NextInt(256);
            File.WriteAllBytes(Path.Combine(_folder, "tokenizer.model"), damaged);
            try
            {
                HuggingFaceTokenizer.Load(_folder, 300);
            }
            catch (BadInputException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 100, 399);
    }

    private TextCodec ByteLevel() => Load(TokenizerFiles.ByteLevel());

    private TextCodec Load(JsonObject tokenizer, int? vocabularySize = null)
    {
        TokenizerFiles.WriteByteLevel(_folder, tokenizer);
        return HuggingFaceTokenizer.Load(_folder, vocabularySize ?? TokenizerFiles.Tokens);
    }

    // Byte-pair encoding as its authors describe it: the earliest merge that applies, everywhere in the piece, until none does.
    private static int[] Plainly(string text)
    {
        Dictionary<string, int> vocabulary = TokenizerFiles.Vocabulary;
        string[] letters = [.. vocabulary.OrderBy(token => token.Value).Take(256).Select(token => token.Key)];
        int[] printing = [.. Enumerable.Range('!', 94), .. Enumerable.Range(0xA1, 12), .. Enumerable.Range(0xAE, 82)];
        int[] order = [.. printing, .. Enumerable.Range(0, 256).Except(printing)];
        var ids = new List<int>();
        foreach (System.Text.RegularExpressions.Match piece in System.Text.RegularExpressions.Regex.Matches(text, TokenizerFiles.SignRule))
        {
            List<string> parts = [.. Encoding.UTF8.GetBytes(piece.Value).Select(value => letters[Array.IndexOf(order, value)])];
            foreach (string merge in TokenizerFiles.Merges)
            {
                string[] pair = merge.Split(' ');
                for (int i = 0; i + 1 < parts.Count; i++)
                {
                    if (parts[i] != pair[0] || parts[i + 1] != pair[1]) continue;
                    parts[i] += parts[i + 1];
                    parts.RemoveAt(i + 1);
                }
            }

            ids.AddRange(parts.Select(part => vocabulary[part]));
        }

        return [.. ids];
    }
}
