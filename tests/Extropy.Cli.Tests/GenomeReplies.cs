using Extropy.Core.Identity;
using Extropy.Testing.Endpoints;

namespace Extropy.Cli.Tests;

/// <summary>A model that writes genomes: it changes the forces between circles to something that depends on all it was asked. Its notes depend on that too.</summary>
internal static class GenomeReplies
{
    public static ServedReply To(ServedRequest request)
    {
        string asked = string.Join('\n', request.Turns.Take(2));
        if (asked.StartsWith("You keep the notebook", StringComparison.Ordinal)) return ServedReply.Say($"- forces of {Digest.Of(asked).High % 1000}");
        string current = asked[asked.IndexOf("## The current program", StringComparison.Ordinal)..];
        string[] lines = current.Split('\n');
        int at = Array.FindIndex(lines, line => line.Contains("\"repel\"", StringComparison.Ordinal));
        string repel = $"  {{\"op\":\"repel\",\"iterations\":{1 + (Digest.Of(asked).High % 199)},\"exponent\":2}},";
        return ServedReply.Say(asked.Contains("<<<<<<< SEARCH", StringComparison.Ordinal)
            ? $"NOTE: other forces\n<<<<<<< SEARCH\n{lines[at]}\n=======\n{repel}\n>>>>>>> REPLACE"
            : $"NOTE: anew\n```json\n[\n{lines[at - 1]}\n{repel}\n{lines[at + 1]}\n]\n```");
    }
}
