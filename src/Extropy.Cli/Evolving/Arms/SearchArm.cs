using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Core.Text;
using Extropy.Evolution.Engine;

namespace Extropy.Cli.Evolving.Arms;

/// <summary>A way of searching in a comparison: with or without recombination, with or without goals. Everything else is equal.</summary>
/// <param name="Name">As in the mechanism experiment.</param>
/// <param name="HasRecombination">Else plain kinds of patch.</param>
/// <param name="HasGoals">Else candidates are ranked by merit alone.</param>
internal sealed record SearchArm(string Name, bool HasRecombination, bool HasGoals)
{
    private const string Plain = "plain";
    private const string None = "none";

    /// <summary>All arms; plain evolution first.</summary>
    public static ImmutableArray<SearchArm> All { get; } = [new("S", false, false), new("S+O", true, false), new("S+B", false, true), new("BES", true, true)];

    /// <summary>The arms of a list such as <c>S,BES</c>; the first one is compared with.</summary>
    /// <exception cref="BadInputException">One is not known or named twice, or there are fewer than two.</exception>
    public static ImmutableArray<SearchArm> Read(string list)
    {
        SearchArm[] arms = [.. list.Split(',', StringSplitOptions.TrimEntries).Select(Find)];
        if (arms.Length < 2) throw new BadInputException("--arms takes two arms or more, for example S,BES; the first is what others are compared with");
        if (arms.GroupBy(arm => arm.Name).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new BadInputException($"--arms names {twice.Key} twice");
        return [.. arms];
    }

    /// <summary>What was given about a search, as this arm has it. A source of goals or a mix that was given holds for the arms that have such.</summary>
    public ImmutableSortedDictionary<string, string> Of(ImmutableSortedDictionary<string, string> given)
    {
        if (!HasRecombination) given = given.SetItem(SearchSetting.MixName, Plain);
        return HasGoals ? given : given.SetItem(SearchSetting.GoalsName, None);
    }

    /// <summary>Refuses what would make arms equal.</summary>
    /// <exception cref="BadInputException">Plain kinds of patch or no goals for all.</exception>
    public static void Require(ImmutableSortedDictionary<string, string> given)
    {
        if (given.GetValueOrDefault(SearchSetting.MixName) == Plain) throw new BadInputException("--mix plain would take recombination from every arm; --arms decides that: name S or S+B");
        if (given.GetValueOrDefault(SearchSetting.GoalsName) == None) throw new BadInputException("--goals none would take goals from every arm; --arms decides that: name S or S+O");
    }

    private static SearchArm Find(string name) =>
        All.FirstOrDefault(arm => string.Equals(arm.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new BadInputException(NearestNames.Message("arm", name, [.. All.Select(arm => arm.Name)]));
}
