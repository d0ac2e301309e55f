using System.Collections.Immutable;
using Extropy.Evolution.Genome.Worlds;

namespace Extropy.Evolution.Genome.Language;

/// <summary>All operations with their parameters. Ranges are ours; the kinds are those of the specification of the experiment.</summary>
internal static class GenomeOperations
{
    private const int MostDraws = 65_535;

    /// <summary>By kind.</summary>
    public static ImmutableArray<GenomeOperation> All { get; } =
    [
        new(OperationKind.Seed, "seed",
        [
            GenomeParameter.OfWords("kind", "hex", "grid", "rings", "random", "corners", "orbits"), Whole("draw", 0, MostDraws), Real("jitter", 0, 0.2), Whole("fold", 2, 6),
        ]),
        new(OperationKind.Perturb, "perturb", [Log("sigma", 0.001, 0.3), GenomeParameter.OfWords("subset", "all", "weakest", "random"), Real("share", 0.05, 1)]),
        new(OperationKind.Repel, "repel", [Whole("iterations", 1, 200), Real("exponent", 1, 6)]),
        new(OperationKind.RadiiGreedy, "radii-greedy", [GenomeParameter.OfWords("order", "index", "wall", "crowded", "roomy")]),
        new(OperationKind.RadiiProgram, "radii-program", []),
        new(OperationKind.LocalSearch, "local-search",
        [
            GenomeParameter.OfWords("moves", "shift", "relocate", "mixed"), LogWhole("iterations", 100, 10_000), Log("sigma", 0.002, 0.2), Log("temperature", 1e-5, 0.1),
        ]),
        new(OperationKind.PatternSearch, "pattern-search", [Log("step", 0.002, 0.2), Real("shrink", 0.3, 0.9), Whole("rounds", 1, 60)]),
        new(OperationKind.Reflect, "reflect", [GenomeParameter.OfWords("image", "left-right", "up-down", "half-turn", "diagonal")]),
        new(OperationKind.Rotate, "rotate", [Real("degrees", 0, 90)]),
        new(OperationKind.Sort, "sort", [GenomeParameter.OfWords("by", "x", "middle", "diagonal")]),
        new(OperationKind.Reinsert, "reinsert", [Whole("objects", 1, 5), LogWhole("tries", 10, 400)]),
        new(OperationKind.Reshape, "reshape", [Real("aspect", 0.6, 1.6)]),
    ];

    /// <summary>The operation of a kind.</summary>
    public static GenomeOperation Of(OperationKind kind) => All[(int)kind];

    /// <summary>What may follow the seed in a world.</summary>
    public static ImmutableArray<GenomeOperation> In(GenomeWorld world) =>
    [
        .. All.Where(operation => operation.Kind switch
        {
            OperationKind.Seed => false,
            OperationKind.RadiiGreedy or OperationKind.RadiiProgram => world.HasRadii,
            OperationKind.Reshape => world.HasAspect,
            OperationKind.Reflect or OperationKind.Rotate => world.Dimensions == 2,
            _ => true,
        }),
    ];

    private static GenomeParameter Whole(string name, double low, double high) => new(name, low, high, ParameterScale.Whole);

    private static GenomeParameter LogWhole(string name, double low, double high) => new(name, low, high, ParameterScale.LogarithmicWhole);

    private static GenomeParameter Real(string name, double low, double high) => new(name, low, high, ParameterScale.Even);

    private static GenomeParameter Log(string name, double low, double high) => new(name, low, high, ParameterScale.Logarithmic);
}
