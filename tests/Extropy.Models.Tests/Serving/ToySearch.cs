using System.Text;
using Extropy.Core.Chance;
using Extropy.Models.Serving;
using Extropy.Search.Contracts;

namespace Extropy.Models.Tests.Serving;

/// <summary>What searches do to an engine: grow a pool by continuing members from any of their prefixes, recombine two, and score the child.</summary>
internal static class ToySearch
{
    public static async Task<string> RunAsync(DecoderPolicy policy, int seed)
    {
        RandomStream stream = RandomStream.FromSeed(seed);
        var prompt = new Prompt($"{3 + seed % 9} {3 + seed % 7} 4 5 6 7 8 9 10 11 3 4 5 6 7 8 9 10 {3 + seed % 5}");
        var pool = new List<Trajectory> { Trajectory.Empty };
        var transcript = new StringBuilder();
        for (int round = 0; round < 6; round++)
        {
            Trajectory parent = Cut(pool, stream, round);
            var request = new ContinuationRequest(
                prompt, parent, 1 + round % 2, new SamplingOptions { MaxTokensPerStep = 8 }, stream.For("tokens").For(round));
            Continuation answer = await policy.ContinueAsync(request, CancellationToken.None);
            transcript.AppendLine(ToyModel.Describe(answer));
            Trajectory child = parent.Append(answer.Steps);
            if (child.Length < 8) pool.Add(child);
            foreach (double logProbability in await policy.LogProbabilitiesAsync(prompt, child, CancellationToken.None))
                transcript.Append(BitConverter.DoubleToInt64Bits(logProbability)).Append(' ');
        }

        return transcript.ToString();
    }

    private static Trajectory Cut(List<Trajectory> pool, RandomStream stream, int round)
    {
        Draws draws = stream.At(round);
        Trajectory chosen = pool[draws.NextInt(pool.Count)];
        int length = draws.NextInt(chosen.Length + 1);
        return new Trajectory([.. chosen.Steps.Take(length).TakeWhile(step => !step.EndsTrajectory)]);
    }
}
