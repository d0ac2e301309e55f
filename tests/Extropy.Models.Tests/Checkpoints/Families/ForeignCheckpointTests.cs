using System.Text.Json.Nodes;
using Extropy.Core.Errors;
using Extropy.Models.Checkpoints;
using Extropy.Models.Decoding;

namespace Extropy.Models.Tests.Checkpoints.Families;

/// <summary>Directories that others write: in several files, in short types, with keys of newer versions, damaged, or beyond what is computed.</summary>
public sealed class ForeignCheckpointTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("extropy-").FullName;

    private string Model => Path.Combine(_root, "model");

    private string Copy => Path.Combine(_root, "copy");

    private string Index => Path.Combine(Copy, "model.safetensors.index.json");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Save_SmallFiles_CutsIntoShardsThatLoadToTheSameBits()
    {
        Checkpoint read = Load("qwen3");

        CheckpointDirectory.Save(Copy, read, options: new() { MostShardBytes = 40_000 });
        Checkpoint again = CheckpointDirectory.Load(Copy);

        Assert.True(read.Parameters.Values.SequenceEqual(again.Parameters.Values));
        string[] shards = Directory.GetFiles(Copy, "model-*.safetensors");
        Assert.True(shards.Length > 3);
        Assert.All(shards, shard => Assert.InRange(new FileInfo(shard).Length, 1, 44_000)); // with their headers
        JsonNode index = JsonNode.Parse(File.ReadAllText(Index))!; // just written
        Assert.Equal(4L * read.Parameters.Values.Length, index["metadata"]!["total_size"]!.GetValue<long>());
        Assert.Equal(read.Parameters.Tensors.Length, index["weight_map"]!.AsObject().Count);
        Assert.False(File.Exists(Path.Combine(Copy, "model.safetensors")));
    }

    [Fact]
    public void Save_AsBf16_RoundsToNearestOnceAndThenKeepsTheBits()
    {
        Checkpoint read = Load("gemma3");
        CheckpointDirectory.Save(Copy, read, options: new() { Type = SafetensorsType.BF16 });
        Checkpoint rounded = CheckpointDirectory.Load(Copy);

        CheckpointDirectory.Save(Model, rounded, options: new() { Type = SafetensorsType.BF16, MostShardBytes = 30_000 });
        Checkpoint again = CheckpointDirectory.Load(Model);

        for (int i = 0; i < rounded.Parameters.Values.Length; i++)
            Assert.InRange(rounded.Parameters.Values[i] - read.Parameters.Values[i], -Ulp(read.Parameters.Values[i]) / 2, Ulp(read.Parameters.Values[i]) / 2);
        Assert.True(rounded.Parameters.Values.SequenceEqual(again.Parameters.Values));
        Assert.Equal(File.ReadAllBytes(Path.Combine(Copy, "config.json")), File.ReadAllBytes(Path.Combine(Model, "config.json")));
        Assert.Contains("\"torch_dtype\": \"bfloat16\"", File.ReadAllText(Path.Combine(Copy, "config.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x3F808000u, 0x3F80)] // a tie: to even, down
    [InlineData(0x3F818000u, 0x3F82)] // a tie: to even, up
    [InlineData(0x3F808001u, 0x3F81)]
    [InlineData(0xBF80FFFFu, 0xBF81)]
    [InlineData(0x3F807FFFu, 0x3F80)]
    public void Write_AsBf16_RoundsTiesToEven(uint bits, int expected)
    {
        using var stream = new MemoryStream();

        SafetensorsWriter.Write(stream, [("x", [1])], _ => new[] { BitConverter.UInt32BitsToSingle(bits) }, type: SafetensorsType.BF16);

        Assert.Equal(expected, BitConverter.ToUInt16(stream.ToArray().AsSpan()[^2..]));
    }

    [Fact]
    public void Load_NewerKeys_GivesTheShapeOfTheOlderOnes()
    {
        FamilyVectors vectors = FamilyVectors.Read("gemma3");
        vectors.Write(Model);
        DecoderConfig older = CheckpointDirectory.Load(Model).Parameters.Config;
        foreach (string key in (string[])["rope_theta", "rope_local_base_freq", "rope_scaling", "sliding_window_pattern"]) vectors.Config.Remove(key);
        vectors.Config["layer_types"] = new JsonArray("sliding_attention", "sliding_attention", "full_attention", "sliding_attention");
        vectors.Config["rope_parameters"] = JsonNode.Parse(
            """{"full_attention": {"rope_type": "linear", "factor": 8, "rope_theta": 5000}, "sliding_attention": {"rope_type": "default", "rope_theta": 100}}""");
        vectors.Write(Model);

        Assert.Equal(older, CheckpointDirectory.Load(Model).Parameters.Config);
        Assert.Equal((7, 3, 100.0), (older.SlidingWindow, older.FullAttentionEvery, older.SlidingRopeBase));
    }

    [Theory]
    [InlineData("llama", "model_type", "\"mixtral\"", "model_type = \"mixtral\", which this decoder does not compute; it computes llama, qwen2, qwen3, gemma3_text.")]
    [InlineData("llama", "attention_bias", "true", "attention_bias = true, which this decoder does not compute.")]
    [InlineData("llama", "rope_scaling", """{"rope_type": "yarn", "factor": 4}""", "rope_type = \"yarn\", which this decoder does not compute")]
    [InlineData("llama", "rope_scaling", """{"rope_type": "linear"}""", "the rope's factor is 0")]
    [InlineData("llama", "rope_scaling", "7", "an object is required")]
    [InlineData("llama", "quantization_config", """{"quant_method": "gptq"}""", "quantization_config = ")]
    [InlineData("llama", "head_dim", "80", "HeadSize is 80; it must be a positive multiple of 32")]
    [InlineData("qwen2", "use_sliding_window", "true", "use_sliding_window = true")]
    [InlineData("qwen3", "layer_types", """["full_attention", "sliding_attention"]""", "layer_types = ")]
    [InlineData("gemma3", "final_logit_softcapping", "30.0", "final_logit_softcapping = 30")]
    [InlineData("gemma3", "layer_types", """["full_attention", "full_attention", "sliding_attention", "full_attention"]""", "layer_types = ")]
    [InlineData("gemma3", "layer_types", "3", "layer_types = 3")]
    [InlineData("gemma3", "hidden_activation", "\"gelu\"", "hidden_activation = \"gelu\"")]
    [InlineData("gemma3", "tie_word_embeddings", "\"yes\"", "true or false is required")]
    public void Load_AskingForWhatIsNotComputed_IsRefusedInOneSentence(string family, string key, string value, string message)
    {
        FamilyVectors vectors = FamilyVectors.Read(family);
        vectors.Config[key] = JsonNode.Parse(value);
        vectors.Write(Model);

        var error = Assert.Throws<BadInputException>(() => CheckpointDirectory.Load(Model));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Load_TiedModelWithACopyOfItsHead_PassesTheCopyOver()
    {
        FamilyVectors vectors = FamilyVectors.Read("qwen2");
        FamilyVectors copied = vectors with { Tensors = [.. vectors.Tensors, ("lm_head.weight", [19, 64], []), ("model.layers.0.self_attn.rotary_emb.inv_freq", [16], [])] };
        copied.Write(Model);

        Assert.Equal(vectors.Values("model.norm.weight"), CheckpointDirectory.Load(Model).Parameters["model.norm.weight"].ToArray());
    }

    [Theory]
    [InlineData("\"weight_map\"", "\"map\"", "has no weight_map")]
    [InlineData("model-00002-of", "../model-00002-of", "no safetensors file of this folder")]
    [InlineData("model-00002-of", "model-00009-of", "does not exist")]
    public void Load_IndexThatLies_SaysWhat(string before, string after, string message)
    {
        Shard();
        File.WriteAllText(Index, File.ReadAllText(Index).Replace(before, after, StringComparison.Ordinal));

        Assert.Contains(message, Assert.Throws<BadInputException>(() => CheckpointDirectory.Load(Copy)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_IndexOrShardCut_IsDamaged()
    {
        Shard();
        string shard = Directory.GetFiles(Copy, "model-00002-*")[0];
        byte[] whole = File.ReadAllBytes(shard);
        File.WriteAllBytes(shard, whole[..^8]);
        Assert.Equal(shard, Assert.Throws<CheckpointDamagedException>(() => CheckpointDirectory.Load(Copy)).Path);

        File.WriteAllBytes(shard, whole);
        File.WriteAllText(Index, File.ReadAllText(Index)[..50]);
        Assert.Equal(Index, Assert.Throws<CheckpointDamagedException>(() => CheckpointDirectory.Load(Copy)).Path);
    }

    [Fact]
    public void Load_PicklesOnly_SaysWhyTheyAreNotRead()
    {
        FamilyVectors.Read("llama").Write(Model);
        File.Move(Path.Combine(Model, "model.safetensors"), Path.Combine(Model, "pytorch_model.bin"));

        Assert.Contains("PyTorch pickles", Assert.Throws<BadInputException>(() => CheckpointDirectory.Load(Model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_LargerThanTheMemory_IsRefusedBeforeItIsRead()
    {
        FamilyVectors.Read("llama").Write(Model);
        File.Delete(Path.Combine(Model, "model.safetensors"));

        var error = Assert.Throws<BadInputException>(() => CheckpointDirectory.Load(Model, new() { MostBytes = 100_000 }));

        Assert.Contains("GiB are offered", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ShorterContext_IsThatOfTheModelOrLess()
    {
        FamilyVectors.Read("llama").Write(Model);

        ParameterSet capped = CheckpointDirectory.Load(Model, new() { MostContext = 64 }).Parameters;

        Assert.Equal(64, capped.Config.ContextLength);
        Assert.Equal(256, CheckpointDirectory.Load(Model, new() { MostContext = 1_000 }).Parameters.Config.ContextLength);
    }

    [Fact]
    public void Save_ShapeOfNoFamily_IsRefused()
    {
        Checkpoint read = Load("qwen2");
        ParameterSet odd = ParameterSet.Zeros(read.Parameters.Config with { Gate = GateActivation.GeluTanh });

        Assert.Contains("belongs to none", Assert.Throws<BadInputException>(() => CheckpointDirectory.Save(Copy, new(odd, ""))).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Copy));
    }

    [Fact]
    public void CopyCompanions_TokenizerBesideTheWeights_GoesAlong()
    {
        Checkpoint read = Load("llama");
        File.WriteAllText(Path.Combine(Model, "tokenizer.json"), "{}");

        CheckpointDirectory.Save(Copy, read, folder => CheckpointDirectory.CopyCompanions(Model, folder));

        Assert.Equal(["config.json", "model.safetensors", "tokenizer.json"], Directory.GetFiles(Copy).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private Checkpoint Load(string family)
    {
        FamilyVectors.Read(family).Write(Model);
        return CheckpointDirectory.Load(Model);
    }

    private void Shard() => CheckpointDirectory.Save(Copy, Load("llama"), options: new() { MostShardBytes = 60_000 });

    private static double Ulp(float value) => Math.ScaleB(1, Math.ILogB(value) - 7);
}
