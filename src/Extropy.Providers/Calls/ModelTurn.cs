namespace Extropy.Providers.Calls;

/// <summary>One message of a conversation.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Text">What is said. Never null; may be empty.</param>
public sealed record ModelTurn(TurnRole Role, string Text);
