namespace Extropy.Evolution.Engine;

/// <summary>Makes candidates from others: by a model, by a grammar, or by numeric optimisation.</summary>
public interface IProposer
{
    /// <summary>Its name in files and on the screen, for example <c>numeric</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Makes one candidate or refuses. A function of the request alone: same request, same proposal, whatever ran before or beside it. A proposer that asks
    /// the world has its answers recorded by the engine, so it is asked once. Called from several threads at once.
    /// </summary>
    ValueTask<Proposal> ProposeAsync(ProposalRequest request, CancellationToken cancellationToken);
}
