using System.Collections.Immutable;
using System.CommandLine;
using Extropy.Cli.Hosting;
using Extropy.Evolution.Engine;

namespace Extropy.Cli.Evolving;

/// <summary>The flags of <c>evolve</c> that mean the same whoever proposes. What is given becomes text by name, and so part of the run's record.</summary>
internal sealed class SearchFlags
{
    private readonly Option<string?> _goals = Flags.OneOf(
        $"--{SearchSetting.GoalsName}", "source of goals", "where the goals that order near-equal candidates come from (default templates; none for numeric)", "none", "templates", "model");

    private readonly Option<string?> _mix = Flags.OneOf(
        $"--{SearchSetting.MixName}", "mix", "kinds of patch: plain evolution, or with recombination (default: as published; numeric has its own)", "plain", "recombining", "pivoting");

    /// <summary>Adds everything to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_goals);
        command.Add(_mix);
    }

    /// <summary>What was given, by name; empty where nothing was.</summary>
    public ImmutableSortedDictionary<string, string> Read(ParseResult parsed)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (Option<string?> flag in (Option<string?>[])[_goals, _mix])
        {
            if (parsed.GetValue(flag) is { } value) values[flag.Name[2..]] = value;
        }

        return values.ToImmutable();
    }
}
