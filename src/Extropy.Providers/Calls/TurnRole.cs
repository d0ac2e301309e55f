namespace Extropy.Providers.Calls;

/// <summary>Who speaks in a conversation with a model.</summary>
public enum TurnRole
{
    /// <summary>The rules of the conversation.</summary>
    System,

    /// <summary>The one who asks.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,
}
