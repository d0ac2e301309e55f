using System.Collections.Immutable;
using System.Globalization;
using Extropy.Cli.Output;
using Extropy.Core.Errors;
using Extropy.Learning.Improvement.Arms;

namespace Extropy.Cli.Improving;

/// <summary>What <c>improve --arms</c> was asked to do.</summary>
/// <param name="Plan">The comparison.</param>
/// <param name="Model">Folder of the policy that every run begins with.</param>
/// <param name="Folder">Where result files and the report go, or null for the run's own.</param>
internal sealed record ArmsRequest(ArmsPlan Plan, string Model, string? Folder)
{
    private const int MostSeeds = 1_000;

    /// <summary>Reads <c>grpo:5,bes:5,maxrl-std</c>; an arm without a number gets <paramref name="seeds"/>.</summary>
    /// <exception cref="BadInputException">An unknown arm, near names being offered; or a number of seeds that is none.</exception>
    public static ImmutableArray<(Arm Arm, int Seeds)> ArmsOf(string text, int seeds)
    {
        var arms = ImmutableArray.CreateBuilder<(Arm, int)>();
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = part.Split(':', 2);
            int count = seeds;
            if (words.Length == 2 && (!int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > MostSeeds))
                throw new BadInputException($"--arms takes names with a number of seeds from 1 to {MostSeeds}, such as grpo:5, not '{SafeText.Short(part, 40)}'");
            arms.Add((KnownArms.Find(words[0]), count));
        }

        return arms.Count > 0 ? arms.ToImmutable() : throw new BadInputException($"--arms names none; known: {string.Join(", ", KnownArms.Names)}");
    }
}
