using Extropy.Learning.Statistics;

namespace Extropy.Learning.Objectives;

/// <summary>What every part of an objective says of itself.</summary>
public interface IMethod
{
    /// <summary>Name a recipe uses.</summary>
    string Name { get; }

    /// <summary>What it has to know of the policies.</summary>
    StatisticNeeds Needs => StatisticNeeds.None;

    /// <summary>State that a checkpoint must carry (anchors, controllers), or null for a method without any.</summary>
    IMethodState? State => null;
}
