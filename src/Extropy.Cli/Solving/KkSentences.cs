using System.Collections.Immutable;
using Extropy.Search.Contracts;
using Extropy.Tasks.KnightsAndKnaves;
using Extropy.Tasks.KnightsAndKnaves.English;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;

namespace Extropy.Cli.Solving;

/// <summary>A puzzle, its paragraphs and its answers in English.</summary>
/// <param name="problem">The puzzle.</param>
internal sealed class KkSentences(KkProblem problem) : IProblemText
{
    private readonly ImmutableArray<string> _names = problem.Puzzle.Names;

    /// <inheritdoc/>
    public IReadOnlyList<string> Statement { get; } = [KkEnglish.Write(problem.Puzzle)];

    /// <inheritdoc/>
    public string Step(Step step) => problem.Derivation.ClaimOf(step) switch
    {
        Claim.Consistent consistent => $"Suppose {List(consistent.Assumed)}: no contradiction.",
        Claim.Contradiction { Assumed.IsEmpty: true } refutation => $"{Name(refutation.Refuted.Person)} cannot be {Role(refutation.Refuted)}{Because(refutation.By)}.",
        Claim.Contradiction refutation =>
            $"Suppose {List(refutation.Assumed)}. Then {Name(refutation.Refuted.Person)} cannot be {Role(refutation.Refuted)}{Because(refutation.By)}.",
        Claim.Reconsider back => $"Both roles are exhausted; reconsider {Name(back.Person)}.",
        Claim.Answer answer => $"So {List(All(answer.Roles))}.",
        _ => $"(not a paragraph) {step.Text}",
    };

    /// <inheritdoc/>
    public string? Answer(Trajectory trajectory) =>
        problem.Derivation.StandingOf(trajectory).Answer is { } roles && roles.Count > 0 ? $"{Capital(List(All(roles)))}." : null;

    private string List(ImmutableArray<RoleOf> roles)
    {
        string[] parts = [.. roles.Select(role => $"{Name(role.Person)} is {Role(role)}")];
        return parts.Length < 2 ? string.Concat(parts) : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";
    }

    private static ImmutableArray<RoleOf> All(Roles roles) =>
        [.. Enumerable.Range(0, KkPuzzle.MaxPeople).Where(roles.Has).Select(person => new RoleOf(person, roles.IsKnight(person)))];

    private string Because(int by) => by < 0 ? "" : $", because of what {Name(by)} says";

    private string Name(int person) => person < _names.Length ? _names[person] : $"P{person}";

    private static string Role(RoleOf role) => role.IsKnight ? "a knight" : "a knave";

    private static string Capital(string text) => string.Concat(char.ToUpperInvariant(text[0]).ToString(), text.AsSpan(1));
}
