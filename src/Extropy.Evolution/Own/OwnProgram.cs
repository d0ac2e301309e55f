using System.Collections.Immutable;
using Extropy.Evolution.Models;

namespace Extropy.Evolution.Own;

/// <summary>Candidates that are programs.</summary>
/// <param name="Files">Every file of the program, by its name beside the problem file.</param>
/// <param name="Edit">The one that a model edits, between its markers.</param>
/// <param name="Run">The command that runs the program; empty for C#, which this program compiles and runs itself.</param>
/// <param name="Language">What is edited.</param>
public sealed record OwnProgram(ImmutableArray<string> Files, string Edit, ImmutableArray<string> Run, ProgramLanguage Language);
