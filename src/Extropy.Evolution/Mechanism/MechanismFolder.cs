using System.Text;
using System.Text.Json;
using Extropy.Core.Errors;

namespace Extropy.Evolution.Mechanism;

/// <summary>Results of runs in a folder, one JSON file each. What is there is not run again, so an experiment goes on where it was stopped.</summary>
/// <param name="path">The folder; made where it is missing.</param>
public sealed class MechanismFolder(string path)
{
    private const string Unfinished = ".part";

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The recorded result of a run, or null.</summary>
    /// <exception cref="BadInputException">The file is damaged, or is of another size of the experiment.</exception>
    public MechanismRecord? TryRead(MechanismRun run)
    {
        string file = System.IO.Path.Combine(path, run.FileName);
        if (!File.Exists(file)) return null;
        MechanismRecord record;
        try
        {
            record = JsonSerializer.Deserialize<MechanismRecord>(File.ReadAllText(file), Layout) ?? throw new JsonException("null");
        }
        catch (JsonException)
        {
            throw new BadInputException($"{file} is no result of a run; delete it and the run is made again.");
        }

        return record.Arm == run.Arm.Name && record.Problem == run.Problem && record.Seed == run.Seed && record.Evaluations == run.Evaluations && record.Units == run.Units
            ? record
            : throw new BadInputException(FormattableString.Invariant(
                $"{file} holds {record.Evaluations} evaluations of {record.Units} units, not {run.Evaluations} of {run.Units}; name another folder."));
    }

    /// <summary>Keeps a result; a reader never sees half a file.</summary>
    public void Write(MechanismRun run, MechanismRecord record)
    {
        Directory.CreateDirectory(path);
        string file = System.IO.Path.Combine(path, run.FileName);
        File.WriteAllText(file + Unfinished, JsonSerializer.Serialize(record, Layout) + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(file + Unfinished, file, overwrite: true);
    }
}
