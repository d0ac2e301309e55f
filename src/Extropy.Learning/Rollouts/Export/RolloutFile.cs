using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Extropy.Core.Errors;
using Extropy.Search.Contracts;

namespace Extropy.Learning.Rollouts.Export;

/// <summary>Groups of rollouts as JSON lines, one rollout a line: for Extropy itself, from which the same batch can be made again, or for TRL.</summary>
public static class RolloutFile
{
    private const int MostLineLength = 4 * 1024 * 1024; // characters; a rollout is some thousands

    /// <summary>Writes a file; what it held before stays until the new one is whole.</summary>
    /// <param name="path">Where.</param>
    /// <param name="groups">What.</param>
    /// <param name="codec">How tokens are spelled.</param>
    /// <param name="format">Which columns.</param>
    /// <returns>Lines written.</returns>
    /// <exception cref="ExtropyException">The disk refuses; the old file is as it was.</exception>
    public static int Write(string path, IEnumerable<RolloutGroup> groups, ITokenCodec codec, RolloutFormat format)
    {
        string temporary = path + ".saving";
        int lines = 0, index = 0;
        try
        {
            using (var file = new StreamWriter(temporary, append: false, new UTF8Encoding(false)) { NewLine = "\n" })
            {
                foreach (RolloutGroup group in groups)
                {
                    foreach (Rollout rollout in group.Members)
                    {
                        RolloutLine line = RolloutLine.Of(group, rollout, index, group.Problem.Prompt.Text, Completion(group.Problem, rollout, codec));
                        file.WriteLine(format == RolloutFormat.Trl ? Trl(line) : line.ToJson());
                        lines++;
                    }

                    index++;
                }
            }

            File.Move(temporary, path, overwrite: true);
            return lines;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ExtropyException($"{path} could not be written ({error.Message.TrimEnd('.')}); what it held before is as it was.", error);
        }
    }

    /// <summary>Reads a file of the format <see cref="RolloutFormat.Extropy"/>.</summary>
    /// <returns>The groups' members, in order.</returns>
    /// <exception cref="BadInputException">Not there, or a line is no rollout: file and line are named.</exception>
    public static ImmutableArray<ImmutableArray<Rollout>> Read(string path)
    {
        if (!File.Exists(path)) throw new BadInputException($"{path} is not there.");
        var groups = new SortedDictionary<int, ImmutableArray<Rollout>.Builder>();
        using var file = new StreamReader(path, Encoding.UTF8);
        for (int number = 1; ReadLine(file, path, number) is { } text; number++)
        {
            if (text.Length == 0) continue;
            RolloutLine line = RolloutLine.Read(text, $"{path}, line {number}");
            if (!groups.TryGetValue(line.Group, out ImmutableArray<Rollout>.Builder? members)) groups.Add(line.Group, members = ImmutableArray.CreateBuilder<Rollout>());
            members.Add(line.ToRollout());
        }

        return [.. groups.Values.Select(members => members.ToImmutable())];
    }

    private static string Completion(IProblem problem, Rollout rollout, ITokenCodec codec)
    {
        var steps = new List<string>();
        int start = rollout.PromptLength;
        foreach (int end in rollout.StepEnds)
        {
            ReadOnlySpan<int> ids = rollout.Tokens.AsSpan()[start..end];
            if (!ids.IsEmpty && (ids[^1] == codec.StepEnd || ids[^1] == codec.AnswerEnd)) ids = ids[..^1];
            steps.Add(codec.DecodeStep(ids));
            start = end;
        }

        return string.Join(problem.StepSeparator, steps);
    }

    /// <summary>The standard prompt–completion row of TRL; further columns reach its reward functions by name.</summary>
    private static string Trl(RolloutLine line) => new JsonObject
    {
        ["prompt"] = line.Prompt,
        ["completion"] = line.Completion,
        ["reward"] = line.Reward,
        ["group_id"] = line.Group,
        ["source"] = line.Source,
        ["trace_id"] = line.TraceId,
        ["solved"] = line.Solved,
    }.ToJsonString();

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
