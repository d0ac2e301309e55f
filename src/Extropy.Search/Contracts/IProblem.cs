using Extropy.Core.Identity;
using Extropy.Search.Goals;

namespace Extropy.Search.Contracts;

/// <summary>A problem that can be searched: what is asked, how answers are judged, and which sub-goals can be checked on the way.</summary>
public interface IProblem
{
    /// <summary>Name of the family, e.g. <c>knights-and-knaves</c>.</summary>
    string Task { get; }

    /// <summary>Identity of everything that can influence a search: statement, verifier, goals. Part of the search key.</summary>
    Digest Identity { get; }

    /// <summary>What the policy is asked.</summary>
    Prompt Prompt { get; }

    /// <summary>Text between two steps.</summary>
    string StepSeparator { get; }

    /// <summary>Judges trajectories.</summary>
    IVerifier Verifier { get; }

    /// <summary>What the proposing side can see of the solution.</summary>
    SolutionVisibility Visibility { get; }

    /// <summary>Longest trajectory in steps; longer children are dropped.</summary>
    int MaxSteps { get; }

    /// <summary>Text with which a finishing call begins its step, or null when answers need none.</summary>
    string? FinishingCue => null;

    /// <summary>Checkable sub-goals, or null when the problem has none.</summary>
    IGoalSource? Goals => null;

    /// <summary>The answer a trajectory gives, in a canonical text equal for equal answers (self-consistency votes on it), or null.</summary>
    string? ReadAnswer(Trajectory trajectory);
}
