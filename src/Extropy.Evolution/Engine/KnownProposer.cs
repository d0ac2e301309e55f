namespace Extropy.Evolution.Engine;

/// <summary>A way of proposing that can be named on the command line.</summary>
/// <param name="Name">For example <c>numeric</c>.</param>
/// <param name="Title">What it does, in one sentence.</param>
/// <param name="Open">Makes it ready for a problem; throws <see cref="Core.Errors.BadInputException"/> where it cannot be.</param>
public sealed record KnownProposer(string Name, string Title, Func<ProposerSetting, ProposerKit> Open);
