namespace Extropy.Learning.Objectives;

/// <summary>A method that holds the policy near the reference. A rule has it in the loss or in the reward, never in both.</summary>
public interface IReferenceDivergence : IMethod;
