namespace Extropy.Catalog.Systems;

/// <summary>How far a published system has come here.</summary>
public enum SystemState
{
    /// <summary>Not built, or built without a recorded result.</summary>
    Planned,

    /// <summary>Its experiments ran, and their results are committed.</summary>
    Works,
}
