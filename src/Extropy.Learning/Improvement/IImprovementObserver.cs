namespace Extropy.Learning.Improvement;

/// <summary>Watches an improvement. Called by the run itself, one call at a time; must not throw.</summary>
public interface IImprovementObserver
{
    /// <summary>A stage begins: <c>validation</c>, <c>rollouts</c>, <c>update</c> or <c>saving</c>.</summary>
    void OnStage(string stage, long step)
    {
    }

    /// <summary>The run goes on from a checkpoint: what was made before it, none of which is told again.</summary>
    void OnRestored(IReadOnlyList<UpdateRow> updates, IReadOnlyList<ValidationRow> checks)
    {
    }

    /// <summary>An update was made.</summary>
    void OnUpdate(UpdateRow row)
    {
    }

    /// <summary>Held-out problems were tried.</summary>
    void OnValidation(ValidationRow row)
    {
    }
}
