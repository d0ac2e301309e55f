namespace Extropy.Learning.Statistics;

/// <summary>Whether a nucleus holds the token at which its mass reaches p.</summary>
public enum NucleusForm
{
    /// <summary>It does: the smallest set of the likeliest tokens whose mass is p or more.</summary>
    Inclusive,

    /// <summary>It does not, so it may be empty; its entropy is then 0. Source: the released code of SIREN.</summary>
    Exclusive,
}
