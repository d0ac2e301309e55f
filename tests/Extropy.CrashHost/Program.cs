using System.Globalization;
using Extropy.CrashHost;
using Extropy.Runs.Store;

// A process to be killed: goes on with the only run of a folder, or starts it. At the chosen moment it says where it is and stands still
// until it is killed; with "flying" it says so and runs on.
// usage: Extropy.CrashHost FOLDER SEED (MOMENT | flying | end | written) (pure | fickle)
(string folder, long seed, string stop) = (args[0], long.Parse(args[1], CultureInfo.InvariantCulture), args[2]);
var commits = new StopAt(stop);
var store = new RunStore(folder, TimeProvider.System) { Commits = commits };
RunSummary? known = store.List().FirstOrDefault();
await using RunSession run = known is null ? store.Create(Scenario.Request(seed)) : store.Resume(known.Id);
byte[] result = await Scenario.RunAsync(
    run, Scenario.Searches, CancellationToken.None, policy => args[3] == "fickle" ? new FicklePolicy(policy) : policy);
if (stop == "end") commits.StandStill("end");
await run.FinishAsync(result, "null"u8.ToArray());
if (stop == "written") commits.StandStill("written");
Console.WriteLine($"finished {run.Journal.Counts.Rows} {run.Journal.Counts.Replayed}");
return 0;
