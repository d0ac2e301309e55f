namespace Extropy.Evolution.Engine;

/// <summary>Makes candidates from others: by a model, by a grammar, or by numeric optimisation.</summary>
public interface IProposer
{
    /// <summary>Its name in files and on the screen, for example <c>numeric</c>.</summary>
    string Name { get; }

    /// <summary>
    /// True where the world is asked, a model for example: the engine announces each request before it is made, records the answer as it arrives, and never
    /// asks twice for what is on record. False where proposals are computed here; they may then be computed again after a stop.
    /// </summary>
    bool IsPaid { get; }

    /// <summary>
    /// Makes one candidate or refuses. A function of the request alone: same request, same proposal, whatever ran before or beside it. Models
    /// are only that once their answers are recorded. Called from several threads at once.
    /// </summary>
    ValueTask<Proposal> ProposeAsync(ProposalRequest request, CancellationToken cancellationToken);
}
