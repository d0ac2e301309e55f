using System.Globalization;
using Extropy.Core.Errors;
using Extropy.Evolution.Database;

namespace Extropy.Evolution.Engine;

/// <summary>How the search works. Defaults are the published configuration unless their description says otherwise.</summary>
public sealed record EvolutionOptions
{
    /// <summary>Islands at the start.</summary>
    public int Islands { get; init; } = 4;

    /// <summary>Most islands, however long the search stagnates. Ours: the published runs end before it matters.</summary>
    public int MostIslands { get; init; } = 8;

    /// <summary>Starts asked for on every island. Default 1.</summary>
    public int SeedsPerIsland { get; init; } = 1;

    /// <summary>Candidates in the archive.</summary>
    public int ArchiveSize { get; init; } = 40;

    /// <summary>Weight of brevity (lines of text) against the score (weight 1) when archived candidates are compared.</summary>
    public double BrevityWeight { get; init; } = 0.3;

    /// <summary>Rounds between two migrations; 0 switches migration off.</summary>
    public int MigrationInterval { get; init; } = 10;

    /// <summary>Share of an island that migrates.</summary>
    public double MigrationShare { get; init; } = 0.1;

    /// <summary>Most candidates that leave an island at once. Ours: an island of the published runs never sends as many.</summary>
    public int MostMigrants { get; init; } = 20;

    /// <summary>Rounds without a new best after which an island is added around the best; 0 switches it off.</summary>
    public int NewIslandAfter { get; init; } = 10;

    /// <summary>How sharply better parents are preferred.</summary>
    public double ParentSharpness { get; init; } = 10;

    /// <summary>Inspirations from the archive.</summary>
    public int ArchiveInspirations { get; init; } = 1;

    /// <summary>Inspirations from the best of the island's archive.</summary>
    public int TopInspirations { get; init; } = 1;

    /// <summary>Where donors come from.</summary>
    public DonorChoice Donors { get; init; } = DonorChoice.Inspiration;

    /// <summary>How often each kind of patch is asked for.</summary>
    public PatchMix Mix { get; init; } = PatchMix.Recombining;

    /// <summary>
    /// Highest cosine to a candidate of the island at which a proposal still counts as new. At 1 or more only candidates with the very same text are
    /// duplicates. Default 0.99.
    /// </summary>
    public double NoveltyThreshold { get; init; } = 0.99;

    /// <summary>How often a duplicate is drawn again, parent and donors included.</summary>
    public int Resamples { get; init; } = 2;

    /// <summary>How often a proposer is asked for one proposal: a refusal is fed back. Default 2.</summary>
    public int Attempts { get; init; } = 2;

    /// <summary>Candidates shown as the best of the run.</summary>
    public int Elites { get; init; } = 5;

    /// <summary>Earlier attempts on the ban list of <see cref="Candidates.PatchKind.Ablate"/>.</summary>
    public int Banned { get; init; } = 10;

    /// <summary>Rounds without a gain of more than <see cref="StagnationMargin"/> after which the goal tree is grown.</summary>
    public int StagnationRounds { get; init; } = 5;

    /// <summary>What counts as a gain, in the problem's metric.</summary>
    public double StagnationMargin { get; init; } = 0.01;

    /// <summary>
    /// Proposal k knows exactly what was committed up to k − Lag. A larger lag keeps more workers busy; the result depends on it, never on the number of
    /// workers. Default 8, ours.
    /// </summary>
    public int Lag { get; init; } = 8;

    /// <summary>Throws when something cannot be done as asked; names all faults at once.</summary>
    /// <exception cref="BadInputException">One or more faults.</exception>
    public void Validate()
    {
        List<string> faults = [.. Mix.Faults()];
        Positive(Islands, "islands");
        if (MostIslands < Islands) faults.Add($"most islands is {MostIslands}; at least the {Islands} islands of the start are required");
        Positive(SeedsPerIsland, "starts on an island");
        Positive(ArchiveSize, "the archive's size");
        if (!(BrevityWeight >= 0) || double.IsInfinity(BrevityWeight)) faults.Add($"the weight of brevity is {Text(BrevityWeight)}; 0 or more is required");
        NotNegative(MigrationInterval, "the rounds between two migrations");
        if (!(MigrationShare is >= 0 and <= 1)) faults.Add($"the share that migrates is {Text(MigrationShare)}; 0 to 1 is required");
        Positive(MostMigrants, "most migrants");
        NotNegative(NewIslandAfter, "the rounds before a new island");
        if (!(ParentSharpness >= 0) || double.IsInfinity(ParentSharpness)) faults.Add($"the sharpness of parents is {Text(ParentSharpness)}; 0 or more is required");
        NotNegative(ArchiveInspirations, "inspirations from the archive");
        NotNegative(TopInspirations, "inspirations from the best");
        if (!(NoveltyThreshold > 0)) faults.Add($"the novelty threshold is {Text(NoveltyThreshold)}; more than 0 is required");
        if (Resamples is < 0 or > 9) faults.Add($"a duplicate is drawn again {Resamples} times; 0 to 9 is required");
        if (Attempts is < 1 or > 5) faults.Add($"a proposal has {Attempts} attempts; 1 to 5 is required");
        Positive(Elites, "elites");
        NotNegative(Banned, "banned attempts");
        Positive(StagnationRounds, "rounds without a gain");
        if (!(StagnationMargin >= 0) || double.IsInfinity(StagnationMargin)) faults.Add($"the margin of a gain is {Text(StagnationMargin)}; 0 or more is required");
        if (Lag is < 1 or > 1024) faults.Add($"the lag is {Lag}; 1 to 1024 is required");
        if (faults.Count > 0) throw new BadInputException($"This evolution cannot run: {string.Join("; ", faults)}.");

        void Positive(int value, string name)
        {
            if (value < 1) faults.Add($"{name}: {value}; at least 1 is required");
        }

        void NotNegative(int value, string name)
        {
            if (value < 0) faults.Add($"{name}: {value}; 0 or more is required");
        }
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
