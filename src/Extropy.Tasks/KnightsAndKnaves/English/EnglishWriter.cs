using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;

namespace Extropy.Tasks.KnightsAndKnaves.English;

/// <summary>Writes claims as English paragraphs, each of which restates the assumptions it relies on.</summary>
public static class EnglishWriter
{
    /// <summary>Heads the answer.</summary>
    public const string AnswerHeading = "### Final Answer";

    /// <summary>What a policy is told about the format, after the puzzle.</summary>
    public const string Instruction =
        "Think step by step, in paragraphs separated by blank lines. Every paragraph restates the assumptions it relies on: either "
        + "\"Assume A is a knight, B is a knave. There is no contradiction.\" or \"Assume A is a knight. B cannot be a knave, because that "
        + "contradicts the claim of A.\" End with \"" + AnswerHeading + "\" and a JSON map from name to 1 (knight) or 0 (knave).";

    /// <summary>One paragraph.</summary>
    /// <param name="claim">The claim; it speaks of people who have names.</param>
    /// <param name="names">Shape [n].</param>
    public static string Paragraph(Claim claim, ImmutableArray<string> names) => claim switch
    {
        Claim.Consistent consistent => $"{Assumptions(consistent.Assumed, names)} There is no contradiction.",
        Claim.Contradiction { Assumed.IsEmpty: true } refutation => Refutation(refutation, names),
        Claim.Contradiction refutation => $"{Assumptions(refutation.Assumed, names)} {Refutation(refutation, names)}",
        Claim.Reconsider back => $"All possibilities are exhausted. Go back and reconsider {names[back.Person]}.",
        Claim.Answer answer => $"{AnswerHeading}\n{Answer(answer.Roles, names)}",
        _ => throw new ArgumentException($"Not a claim: {claim.GetType().Name}.", nameof(claim)),
    };

    /// <summary>"Zoey is a knight".</summary>
    public static string Role(RoleOf role, ImmutableArray<string> names) =>
        $"{names[role.Person]} is a {(role.IsKnight ? "knight" : "knave")}";

    /// <summary>The roles as the JSON map of the data set: <c>{"Zoey": 1, "Jack": 0}</c>.</summary>
    public static string Answer(Roles roles, ImmutableArray<string> names)
    {
        var text = new StringBuilder("{");
        for (int person = 0; person < names.Length; person++)
        {
            if (!roles.Has(person)) continue;
            if (text.Length > 1) text.Append(", ");
            text.Append(CultureInfo.InvariantCulture, $"\"{names[person]}\": {(roles.IsKnight(person) ? 1 : 0)}");
        }

        return text.Append('}').ToString();
    }

    private static string Assumptions(ImmutableArray<RoleOf> assumed, ImmutableArray<string> names) =>
        $"Assume {string.Join(", ", assumed.Select(role => Role(role, names)))}.";

    private static string Refutation(Claim.Contradiction refutation, ImmutableArray<string> names)
    {
        string impossible = $"{names[refutation.Refuted.Person]} cannot be a {(refutation.Refuted.IsKnight ? "knight" : "knave")}";
        if (refutation.By < 0) return $"{impossible}.";
        string kind = refutation.Roles.Says(refutation.By, isKnight: false) ? "false claim" : "claim";
        return $"{impossible}, because that contradicts the {kind} of {names[refutation.By]}.";
    }
}
