namespace Extropy.Search.Trace;

/// <summary>Names of what makes nodes, as traces and results show them.</summary>
public static class NodeOrigin
{
    /// <summary>The empty trajectory.</summary>
    public const string Root = "root";

    /// <summary>The policy continued a trajectory.</summary>
    public const string Expansion = "expansion";

    /// <summary>The policy wrote the answer behind the finishing cue.</summary>
    public const string Finish = "finish";

    /// <summary>True for nodes made by recombination, without a policy.</summary>
    public static bool IsEvolution(string origin) => origin is not (Root or Expansion or Finish);
}
