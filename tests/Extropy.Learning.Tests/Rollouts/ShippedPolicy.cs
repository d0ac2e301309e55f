using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Learning.Pretraining.KnightsAndKnaves;
using Extropy.Learning.Rollouts;
using Extropy.Models.Checkpoints;
using Extropy.Models.Decoding;
using Extropy.Models.Serving;
using Extropy.Search.Contracts;
using Extropy.Tasks.KnightsAndKnaves;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Tasks.KnightsAndKnaves.Generation;

namespace Extropy.Learning.Tests.Rollouts;

/// <summary>The model that ships, as something to train and to draw from.</summary>
internal sealed class ShippedPolicy : IAsyncDisposable
{
    public ShippedPolicy(int threads = 2)
    {
        string root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));
        Checkpoint model = CheckpointDirectory.Load(Path.Combine(root, "models", "knights-and-knaves"));
        Decoder = new ManagedDecoder(model.Parameters, threads);
        Engine = new DecodingEngine(Decoder.Weights, new DecodingEngineOptions { Workers = threads });
        Policy = new DecoderPolicy(Engine, KkCodec.Shared, "shipped", WeightsDigest.Of(model.Parameters, model.Vocabulary));
    }

    public ManagedDecoder Decoder { get; }

    public DecodingEngine Engine { get; }

    public DecoderPolicy Policy { get; }

    public RolloutRequest Request(IProblem problem, int groupSize = 8, long replicate = 0) =>
        new(problem, Policy, KkCodec.Shared, groupSize, Seed: 1, replicate) { MostRowTokens = Decoder.Config.ContextLength };

    public static ImmutableArray<IProblem> Problems(int people, int count, long seed = 3) =>
    [
        .. KkGenerator.Stream(people, RandomStream.FromSeed(seed)).Where(puzzle => !HeldOut.Contains(puzzle)).Take(count)
            .Select(puzzle => (IProblem)new KkProblem(puzzle)),
    ];

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        Decoder.Dispose();
    }
}
