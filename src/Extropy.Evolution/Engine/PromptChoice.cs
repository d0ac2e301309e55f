using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Models.Kernels;

namespace Extropy.Evolution.Engine;

/// <summary>
/// Which system prompt is used next: with probability ε = 0.25 any; else one that was never tried; else the one with the highest upper confidence bound,
/// mean + c · √(ln t / n), with n its programs, t the programs of all and c = 2. Source: the published configuration.
/// </summary>
internal static class PromptChoice
{
    private const double Exploration = 2;
    private const double AnyShare = 0.25;

    /// <summary>One of the prompts, the oldest of equals; null where there are none.</summary>
    public static SystemPrompt? Of(ImmutableArray<SystemPrompt> prompts, ref Draws draws)
    {
        if (prompts.IsEmpty) return null;
        if (draws.NextBernoulli(AnyShare)) return prompts[draws.NextInt(prompts.Length)];
        double all = prompts.Sum(prompt => prompt.Programs);
        SystemPrompt best = prompts[0];
        foreach (SystemPrompt prompt in prompts)
        {
            if (Bound(prompt, all) > Bound(best, all)) best = prompt;
        }

        return best;
    }

    /// <summary>+∞ for one that was never tried.</summary>
    internal static double Bound(SystemPrompt prompt, double all) =>
        prompt.Programs == 0 ? double.PositiveInfinity : prompt.Mean + (Exploration * Math.Sqrt(Elementary.Log(all) / prompt.Programs));
}
