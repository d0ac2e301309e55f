namespace Extropy.Core.Statistics;

/// <summary>How an interval was made.</summary>
public enum IntervalMethod
{
    /// <summary>Wilson's score interval of a plain proportion.</summary>
    Wilson,

    /// <summary>BCa bootstrap over units.</summary>
    Bootstrap,

    /// <summary>Mean ± z s/√n: for so many units that the bootstrap would give the same.</summary>
    Normal,

    /// <summary>The data say nothing about the spread: the interval is all of [0, 1].</summary>
    None,
}
