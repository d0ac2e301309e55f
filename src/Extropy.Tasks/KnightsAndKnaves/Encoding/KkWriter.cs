using System.Collections.Immutable;
using System.Text;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;

namespace Extropy.Tasks.KnightsAndKnaves.Encoding;

/// <summary>Writes puzzles and claims in the formal dialect: words of <see cref="Words"/> separated by single blanks.</summary>
public static class KkWriter
{
    /// <summary>The statements, e.g. <c>P0 SAYS P1 KNAVE SEP P1 SAYS IFF P0 KNIGHT P1 KNIGHT SEP</c>.</summary>
    public static string Prompt(KkPuzzle puzzle) =>
        string.Join(' ', puzzle.Statements.Select((statement, person) =>
            $"P{person} {Words.Says} {statement.ToFormal()} {Words.Separator}"));

    /// <summary>One paragraph.</summary>
    public static string Paragraph(Claim claim, ParagraphStyle style = ParagraphStyle.Tested)
    {
        var text = new StringBuilder();
        switch (claim)
        {
            case Claim.Consistent consistent when style == ParagraphStyle.Verdict:
                Assumptions(text, consistent.Assumed).Append(' ').Append(Words.Ok);
                break;
            case Claim.Consistent consistent:
                Assumptions(text, consistent.Assumed);
                Tests(text, consistent.Assumed, failing: -1);
                break;
            case Claim.Contradiction refutation when style == ParagraphStyle.Verdict || !IsTestable(refutation):
                if (refutation.Assumed.Length > 0) Assumptions(text, refutation.Assumed).Append(' ');
                text.Append(Words.Contra);
                Role(text, refutation.Refuted);
                if (refutation.By >= 0) text.Append(' ').Append(Words.By).Append(" P").Append(refutation.By);
                break;
            case Claim.Contradiction refutation:
                ImmutableArray<RoleOf> all = refutation.Assumed.Add(refutation.Refuted);
                Assumptions(text, all);
                Tests(text, all, refutation.By);
                break;
            case Claim.Reconsider back:
                text.Append(Words.Back).Append(" P").Append(back.Person);
                break;
            case Claim.Answer answer:
                Answer(text, answer.Roles);
                break;
            default:
                throw new ArgumentException($"Not a claim: {claim.GetType().Name}.", nameof(claim));
        }

        return text.ToString();
    }

    /// <summary>The tested style names the person who fails, among the listed, and lists nobody twice.</summary>
    private static bool IsTestable(Claim.Contradiction refutation) =>
        refutation.Roles.Has(refutation.By) && refutation.Roles.Count == refutation.Assumed.Length + 1;

    private static StringBuilder Assumptions(StringBuilder text, ImmutableArray<RoleOf> assumed)
    {
        text.Append(Words.Assume);
        foreach (RoleOf role in assumed) Role(text, role);
        return text;
    }

    private static void Tests(StringBuilder text, ImmutableArray<RoleOf> assumed, int failing)
    {
        text.Append(' ').Append(Words.Test);
        foreach (RoleOf role in assumed)
        {
            bool fails = role.Person == failing;
            text.Append(" P").Append(role.Person).Append(' ').Append(fails ? Words.Contra : Words.Ok);
            if (fails) break;
        }
    }

    private static void Role(StringBuilder text, RoleOf role) =>
        text.Append(" P").Append(role.Person).Append(' ').Append(role.IsKnight ? Words.Knight : Words.Knave);

    private static void Answer(StringBuilder text, Roles roles)
    {
        text.Append(Words.Final);
        for (int person = 0; person < KkPuzzle.MaxPeople; person++)
        {
            if (!roles.Has(person)) continue;
            text.Append(" P").Append(person).Append(' ').Append(roles.IsKnight(person) ? Words.One : Words.Zero);
        }
    }
}
