using System.Collections.Immutable;
using System.Text;
using Extropy.Core.Errors;

namespace Extropy.Learning.Rollouts.Export;

/// <summary>Reads what <see cref="RolloutExport"/> wrote in the format <see cref="RolloutFormat.Extropy"/>: the same batch can be made of it again.</summary>
public static class RolloutFile
{
    private const int MostLineLength = 4 * 1024 * 1024; // characters; a rollout is some thousands

    /// <summary>Reads a file of the format <see cref="RolloutFormat.Extropy"/>.</summary>
    /// <returns>The groups' members, in order.</returns>
    /// <exception cref="BadInputException">Not there, or a line is no rollout: file and line are named.</exception>
    public static ImmutableArray<ImmutableArray<Rollout>> Read(string path)
    {
        if (!File.Exists(path)) throw new BadInputException($"{path} is not there.");
        var groups = new SortedDictionary<int, ImmutableArray<Rollout>.Builder>();
        using StreamReader file = Open(path);
        for (int number = 1; ReadLine(file, path, number) is { } text; number++)
        {
            if (text.Length == 0) continue;
            RolloutLine line = RolloutLine.Read(text, $"{path}, line {number}");
            if (!groups.TryGetValue(line.Group, out ImmutableArray<Rollout>.Builder? members)) groups.Add(line.Group, members = ImmutableArray.CreateBuilder<Rollout>());
            members.Add(line.ToRollout());
        }

        return [.. groups.Values.Select(members => members.ToImmutable())];
    }

    private static StreamReader Open(string path)
    {
        try
        {
            return new StreamReader(path, Encoding.UTF8);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path} cannot be read: {error.Message.TrimEnd('.')}.");
        }
    }

    private static string? ReadLine(StreamReader file, string path, int number)
    {
        var line = new StringBuilder();
        for (int next = file.Read(); ; next = file.Read())
        {
            if (next < 0) return line.Length == 0 ? null : line.ToString();
            if (next == '\n') return line.ToString().TrimEnd('\r');
            if (line.Length >= MostLineLength) throw new BadInputException($"{path}, line {number}: longer than {MostLineLength} characters; that is no rollout.");
            line.Append((char)next);
        }
    }
}
