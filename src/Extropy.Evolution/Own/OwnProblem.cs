using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Own;

/// <summary>A problem that a person brings along as a file: what candidates are, and the command that judges them. Nothing of it is trusted to be exact.</summary>
public sealed record OwnProblem : IProblemStatement
{
    /// <summary>Longest time of one run of the evaluator, and of one candidate program, where the file says nothing.</summary>
    public static readonly TimeSpan DefaultTime = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required string Title { get; init; }

    /// <summary>What a model is told beside the title; null where the title says everything.</summary>
    public string? Statement { get; init; }

    /// <inheritdoc/>
    public required Aim Aim { get; init; }

    /// <inheritdoc/>
    public KnownRecord? Record { get; init; }

    /// <summary>Set exactly where candidates are tables of numbers.</summary>
    public OwnNumbers? Numbers { get; init; }

    /// <summary>Set exactly where candidates are programs.</summary>
    public OwnProgram? Program { get; init; }

    /// <summary>The evaluator's command; files of the problem by their names.</summary>
    public required ImmutableArray<string> Evaluate { get; init; }

    /// <summary>Longest time of one run of the evaluator, and of one candidate program.</summary>
    public TimeSpan Time { get; init; } = DefaultTime;

    /// <summary>The problem file first, then every file that the evaluator and the candidate's program need, as they were when the problem was read.</summary>
    public required ImmutableArray<OwnFile> Files { get; init; }

    /// <summary>Changes exactly when a byte of one of the files does.</summary>
    public Digest Identity
    {
        get
        {
            using var digest = new DigestBuilder();
            foreach (OwnFile file in Files) digest.Add(file.Name).Add(file.Identity);
            return digest.Build();
        }
    }

    /// <summary>Reads a problem file and everything that it refers to.</summary>
    /// <param name="path">The file. What it refers to is found beside it.</param>
    /// <exception cref="BadInputException">It cannot be used; names all faults at once.</exception>
    public static OwnProblem Read(string path) => OwnProblemReader.Read(path);

    /// <summary>Whether what was typed for a problem is meant as a file: it ends with <c>.json</c>.</summary>
    public static bool IsFile(string typed) => typed.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}
