using System.Collections.Immutable;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Pool;

namespace Extropy.Search.Bes;

/// <summary>
/// Writes an expansion step by step under the eye of the verifier. A step that it marks wrong is left out, and ends the expansion or is drawn
/// again in its place; its tokens are paid either way.
/// </summary>
internal readonly struct CheckedWriter(IProblem problem, SearchContext context, Writer writer, bool redraws)
{
    /// <summary>How often in a row a wrong step is drawn again before the expansion ends.</summary>
    private const int MaxRedraws = 16;

    /// <summary>At most <paramref name="steps"/> more steps, fewer when one needs an answer; what was paid covers the steps left out too.</summary>
    public async ValueTask<Continuation> ContinueAsync(Trajectory prefix, int steps, CancellationToken cancellationToken)
    {
        var kept = ImmutableArray.CreateBuilder<Step>();
        int tokens = 0, read = 0, redrawn = 0;
        while (kept.Count < steps && !context.Ledger.IsExhausted)
        {
            Continuation written = await writer.ContinueAsync(prefix, 1, cancellationToken).ConfigureAwait(false);
            (tokens, read) = (tokens + written.GeneratedTokens, read + written.PromptTokens);
            if (written.Steps.IsEmpty) break;
            Trajectory longer = prefix.Append(written.Steps);
            Verdict verdict = context.Verify(problem, longer);
            if (verdict.HasWrongStep)
            {
                if (redraws && redrawn++ < MaxRedraws) continue;
                break;
            }

            (prefix, redrawn) = (longer, 0);
            kept.AddRange(written.Steps);
            if (verdict.State != TrajectoryState.Open || prefix.IsEnded) break;
        }

        return new Continuation(kept.ToImmutable(), tokens, read);
    }
}
