namespace Extropy.Evolution.Engine;

/// <summary>One of the texts by which a model is told what it is there for.</summary>
/// <param name="Id">Its number in the run; 0 for the one that a run starts with.</param>
/// <param name="Parent">The one that it was made from; null for the first.</param>
/// <param name="Text">What the model is told.</param>
public sealed record SystemPrompt(int Id, int? Parent, string Text);
