namespace Extropy.Learning.Rollouts.Export;

/// <summary>For whom a file of rollouts is written.</summary>
public enum RolloutFormat
{
    /// <summary>JSON lines, one a rollout, with everything: the same batch can be made again.</summary>
    Extropy,

    /// <summary>JSON lines, one a rollout: the standard prompt–completion form of TRL, with reward and group beside it.</summary>
    Trl,

    /// <summary>Parquet, one row a group: prompt and ground truth as verl's data sets have them, with responses and rewards as lists.</summary>
    Verl,
}
