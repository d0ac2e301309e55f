namespace Extropy.Tasks.KnightsAndKnaves.Encoding;

/// <summary>How the verdict of a formal paragraph is written. Readers accept both; the claims are the same.</summary>
public enum ParagraphStyle
{
    /// <summary>
    /// All assumptions first, the questioned one last; then each person is tested by name until one fails:
    /// <c>ASSUME P0 KNIGHT P1 KNAVE TEST P0 OK P1 OK</c>, <c>ASSUME P0 KNIGHT P1 KNIGHT TEST P0 CONTRA</c>. The default: see <see cref="KkCodec"/>.
    /// </summary>
    Tested,

    /// <summary>
    /// One verdict for all assumptions: <c>ASSUME P0 KNIGHT P1 KNAVE OK</c>, <c>ASSUME P0 KNIGHT CONTRA P1 KNIGHT BY P0</c>. Shorter, harder
    /// to learn.
    /// </summary>
    Verdict,
}
