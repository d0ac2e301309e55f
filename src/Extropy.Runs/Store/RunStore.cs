using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Extropy.Core.Errors;
using Extropy.Core.Text;
using Extropy.Runs.Effects;

namespace Extropy.Runs.Store;

/// <summary>
/// All runs of a folder: one subfolder each, with <c>run.json</c> (what it is), <c>journal.db</c> (effects and metrics) and
/// <c>result.json</c> (written at the end). Nothing else is kept anywhere.
/// </summary>
/// <remarks>Thread-safe: the folder is the only state.</remarks>
public sealed class RunStore
{
    /// <summary>Environment variable that names the folder of all runs; without it they live in <c>./runs</c>.</summary>
    public const string HomeVariable = "EXTROPY_HOME";

    /// <summary>Environment variable with what a person types to start the program; the launcher sets it.</summary>
    public const string ProgramVariable = "EXTROPY_COMMAND";

    private readonly TimeProvider _time;

    /// <summary>Creates the view of a folder, which need not exist yet.</summary>
    /// <param name="root">The folder of all runs.</param>
    /// <param name="time">The clock.</param>
    /// <param name="program">What a person types to start the program.</param>
    public RunStore(string root, TimeProvider time, string program = "extropy")
    {
        Root = Path.GetFullPath(root);
        _time = time;
        Program = program;
    }

    /// <summary>The folder of all runs.</summary>
    public string Root { get; }

    /// <summary>What a person types to start the program.</summary>
    public string Program { get; }

    /// <summary>Watches the commits of the runs opened; for tests that stop the process there.</summary>
    internal ICommitObserver? Commits { get; init; }

    /// <summary>The store that the environment names.</summary>
    public static RunStore FromEnvironment(TimeProvider time) => new(
        Environment.GetEnvironmentVariable(HomeVariable) is { Length: > 0 } home ? home : "runs",
        time,
        Environment.GetEnvironmentVariable(ProgramVariable) is { Length: > 0 } program ? program : "extropy");

    /// <summary>The exact line that resumes a run.</summary>
    public string ResumeLine(string id) => $"{Program} runs resume {id}";

    /// <summary>Starts a new run: makes its folder, its manifest and its journal.</summary>
    public RunSession Create(RunRequest request)
    {
        Directory.CreateDirectory(Root);
        string stem = string.Create(CultureInfo.InvariantCulture, $"{request.Command}-s{request.Seed}-");
        for (int number = NextNumber(stem); ; number++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"{stem}{number}");
            string folder = FolderOf(id);
            Directory.CreateDirectory(folder);
            RunLock? held = RunLock.TryTake(folder);
            if (held is null) continue; // another process was faster
            if (File.Exists(ManifestOf(folder)))
            {
                held.Dispose();
                continue;
            }

            DateTimeOffset now = _time.GetUtcNow();
            var manifest = new RunManifest
            {
                Id = id,
                Command = request.Command,
                Seed = request.Seed,
                Arguments = request.Arguments,
                Options = request.Options,
                Versions = Versions.Current,
                State = RunState.Running,
                CreatedAt = now,
                ChangedAt = now,
            };
            return RunSession.Begin(this, folder, held, manifest, _time);
        }
    }

    /// <summary>Opens a run to go on with it. Finished runs may be opened too: their record is replayed.</summary>
    /// <exception cref="BadInputException">No run of that name.</exception>
    /// <exception cref="RunBusyException">Another process is working on it.</exception>
    public RunSession Resume(string id)
    {
        RunManifest manifest = Show(id).Manifest;
        string folder = FolderOf(id);
        RunLock held = Take(id, folder);
        RunManifest resumed = manifest with
        {
            State = RunState.Running,
            ChangedAt = _time.GetUtcNow(),
            Resumes = manifest.Resumes + 1,
            ExitCode = null,
            Failure = null,
        };
        return RunSession.Begin(this, folder, held, resumed, _time);
    }

    /// <summary>Saves what is whole of a run's damaged journal, so that it can be resumed; see <see cref="JournalSalvage"/>.</summary>
    /// <returns>Effects saved, and the damage found; null when the journal is whole and was left alone.</returns>
    /// <exception cref="BadInputException">No run of that name.</exception>
    /// <exception cref="RunBusyException">Another process is working on it.</exception>
    public (long Saved, JournalDamagedException? Damage) Salvage(string id)
    {
        string folder = Show(id).Folder;
        using RunLock held = Take(id, folder);
        return JournalSalvage.Run(JournalOf(folder));
    }

    /// <summary>All runs, oldest first. Folders without a readable manifest are left out; <see cref="Show"/> says why.</summary>
    public ImmutableArray<RunSummary> List()
    {
        if (!Directory.Exists(Root)) return [];
        var runs = new List<RunSummary>();
        foreach (string folder in Directory.EnumerateDirectories(Root))
        {
            if (TryRead(folder, out RunManifest? manifest) is null && manifest is not null) runs.Add(Summarize(folder, manifest));
        }

        return [.. runs.OrderBy(run => run.Manifest.CreatedAt).ThenBy(run => run.Id, StringComparer.Ordinal)];
    }

    /// <summary>One run.</summary>
    /// <exception cref="BadInputException">No run of that name; the nearest names are offered.</exception>
    /// <exception cref="ExtropyException">Its manifest cannot be read.</exception>
    public RunSummary Show(string id)
    {
        string folder = FolderOf(id);
        if (id.AsSpan().ContainsAny('/', '\\') || id is "" or "." or ".." || !Directory.Exists(folder))
            throw Unknown(id);

        string? fault = TryRead(folder, out RunManifest? manifest);
        if (fault is not null || manifest is null)
            throw new ExtropyException($"The manifest {ManifestOf(folder)} cannot be read ({fault}); its journal may still be whole.");
        return Summarize(folder, manifest);
    }

    /// <summary>What a collection would delete; nothing is touched.</summary>
    public CollectionPlan Plan(CollectionRule rule)
    {
        ImmutableArray<RunSummary> runs = List();
        DateTimeOffset now = _time.GetUtcNow();
        long kept = runs.Sum(run => run.Bytes);
        var going = ImmutableArray.CreateBuilder<RunSummary>();
        foreach (RunSummary run in runs.Where(run => run.State == RunState.Finished).OrderBy(run => run.Manifest.ChangedAt))
        {
            bool isOld = rule.OlderThan is { } age && now - run.Manifest.ChangedAt > age;
            bool isTooMuch = rule.KeepBytes is { } limit && kept > limit;
            if (!isOld && !isTooMuch) continue;
            going.Add(run);
            kept -= run.Bytes;
        }

        return new CollectionPlan(going.ToImmutable(), kept);
    }

    /// <summary>Deletes what a plan names; a run that has been opened since is left alone.</summary>
    /// <returns>The runs deleted.</returns>
    public ImmutableArray<RunSummary> Collect(CollectionPlan plan)
    {
        var gone = ImmutableArray.CreateBuilder<RunSummary>();
        foreach (RunSummary run in plan.Runs)
        {
            if (Path.GetDirectoryName(run.Folder) != Root) throw new ArgumentException($"Run {run.Id} is not one of {Root}.", nameof(plan));
            using RunLock? held = RunLock.TryTake(run.Folder);
            if (held is null) continue;
            Directory.Delete(run.Folder, recursive: true);
            gone.Add(run);
        }

        return gone.ToImmutable();
    }

    internal static string ManifestOf(string folder) => Path.Combine(folder, "run.json");

    internal static string JournalOf(string folder) => Path.Combine(folder, "journal.db");

    internal static string ResultOf(string folder) => Path.Combine(folder, "result.json");

    private string FolderOf(string id) => Path.Combine(Root, id);

    private static RunLock Take(string id, string folder) =>
        RunLock.TryTake(folder) ?? throw new RunBusyException(id, RunLock.Holder(folder));

    private BadInputException Unknown(string id)
    {
        string[] known = [.. List().Select(run => run.Id)];
        return new(known.Length == 0
            ? $"There are no runs in {Root} yet; set {HomeVariable} if yours live elsewhere."
            : $"{Root}: {NearestNames.Message("run", id, known)}");
    }

    private int NextNumber(string stem)
    {
        int last = 0;
        foreach (string folder in Directory.EnumerateDirectories(Root, stem + "*"))
        {
            if (int.TryParse(Path.GetFileName(folder).AsSpan(stem.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                last = Math.Max(last, number);
        }

        return last + 1;
    }

    private static string? TryRead(string folder, out RunManifest? manifest)
    {
        manifest = null;
        try
        {
            manifest = ManifestJson.Read(File.ReadAllBytes(ManifestOf(folder)));
            return manifest.Format == RunManifest.CurrentFormat ? null : $"its format is '{manifest.Format}', this program reads '{RunManifest.CurrentFormat}'";
        }
        catch (Exception fault) when (fault is IOException or JsonException or UnauthorizedAccessException)
        {
            return fault.Message;
        }
    }

    private static RunSummary Summarize(string folder, RunManifest manifest)
    {
        RunState state = manifest.State == RunState.Running && !RunLock.IsTaken(folder) ? RunState.Interrupted : manifest.State;
        return new RunSummary(manifest, state, folder, new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length));
    }
}
