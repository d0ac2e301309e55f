namespace Extropy.Learning.Rollouts.Export;

/// <summary>Which columns a line has.</summary>
public enum RolloutFormat
{
    /// <summary>Everything: the same batch can be made again.</summary>
    Extropy,

    /// <summary>The standard prompt–completion form of TRL, with reward and group beside it.</summary>
    Trl,
}
