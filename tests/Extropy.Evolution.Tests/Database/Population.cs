using System.Globalization;
using Extropy.Core.Chance;
using Extropy.Core.Identity;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Database;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Database;

/// <summary>Candidates made by hand.</summary>
internal static class Population
{
    public static Candidate Candidate(
        long id, double? merit, int island = 0, int generation = 1, CandidateId? parent = null, double[]? fingerprint = null, string? text = null) => new()
    {
        Id = new CandidateId(id),
        Parts = [new Part("text", text ?? string.Create(CultureInfo.InvariantCulture, $"{id}"))],
        Generation = generation,
        Island = island,
        Parent = parent,
        Patch = generation == 0 ? PatchKind.Seed : PatchKind.Diff,
        Proposer = "hand",
        Evaluation = merit is { } raw
            ? new Evaluation { IsCorrect = true, Raw = raw, Aim = Aim.Maximise }
            : Evaluation.Refused(Aim.Maximise, "It is made wrong."),
        Fingerprint = fingerprint is null ? Fingerprint.None : Fingerprint.Of(fingerprint),
    };

    public static Entry Entry(long id, double? merit, int island = 0, int generation = 1, double[]? fingerprint = null, int lines = 1)
    {
        Candidate candidate = Candidate(id, merit, island, generation, fingerprint: fingerprint);
        var entry = new Entry { Candidate = candidate, Text = PartsDigest.Of(candidate.Parts), Lines = lines };
        entry.Settle(island);
        return entry;
    }

    public static CandidateDatabase Database(EvolutionOptions options, int proposers = 1, IGoalScorer? scorer = null, IEffectiveScore? ranking = null) =>
        new(options, ranking ?? new RawScore(), scorer, proposers, RandomStream.FromSeed(1));

    public static bool Insert(this CandidateDatabase database, Candidate candidate) => database.Insert(candidate, PartsDigest.Of(candidate.Parts));

    public static Digest TextOf(string text) => PartsDigest.Of([new Part("text", text)]);
}
