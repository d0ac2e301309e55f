using Extropy.Search.Contracts;

namespace Extropy.Learning.Rollouts.Export;

/// <summary>How prompts and answers are spelled for a trainer elsewhere. Tokens stay those of the policy that wrote them.</summary>
public interface IRolloutText
{
    /// <summary>What is asked.</summary>
    string Prompt(IProblem problem);

    /// <summary>One step of an answer.</summary>
    /// <param name="problem">What is asked.</param>
    /// <param name="step">The step as the policy wrote it.</param>
    string Step(IProblem problem, string step);

    /// <summary>What stands between two steps.</summary>
    string Separator(IProblem problem);

    /// <summary>The right answer, in the words an answer would use; empty where the problem has none to give.</summary>
    string GroundTruth(IProblem problem);
}
