using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Extropy.Core.Accounting;
using Extropy.Core.Identity;
using Extropy.Runs.Effects;
using Extropy.Search.Context;
using Extropy.Search.Contracts;

namespace Extropy.Bench;

/// <summary>
/// Cost of the journal per event, through search contexts as strategies use them: many sequential searches in flight, every response
/// waited for until its row is committed. The same searches without a journal are subtracted.
/// </summary>
internal sealed class JournalBench : IBench
{
    private const int InFlight = 200;
    private const int EventsPerSearch = 500;
    private const int TokensPerEvent = 16;
    private const int Rounds = 5;
    private const double Events = (double)InFlight * EventsPerSearch;

    public string Name => "journal";

    public string About => "microseconds per event to record (group commit) and to replay, against no journal";

    public int Run(string[] args)
    {
        string folder = Directory.CreateTempSubdirectory("extropy-bench-").FullName;
        try
        {
            var rows = new List<(double Bare, double Record, double Replay, double CpuRecord, double CpuReplay, double Group, double Bytes)>();
            for (int round = 0; round <= Rounds; round++)
            {
                string path = Path.Combine(folder, $"journal-{round}.db");
                var measured = RoundAsync(path).GetAwaiter().GetResult();
                if (round > 0) rows.Add(measured); // the first warms up
                File.Delete(path);
            }

            Print("without journal", rows.Select(row => row.Bare));
            Print("record, beyond that (wall)", rows.Select(row => row.Record - row.Bare));
            Print("record, beyond that (processor)", rows.Select(row => row.CpuRecord));
            Print("replay (wall)", rows.Select(row => row.Replay));
            Print("replay (processor)", rows.Select(row => row.CpuReplay));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rows per commit {rows.Average(row => row.Group):F0}, bytes per event {rows.Average(row => row.Bytes):F0}"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double, double, double, double, double, double, double)> RoundAsync(string path)
    {
        var policy = new FixedPolicy(TokensPerEvent);
        (double bare, double cpuBare) = await TimeAsync(policy, null);
        double record, cpuRecord, group;
        await using (Journal journal = Journal.Open(path))
        {
            (record, cpuRecord) = await TimeAsync(policy, journal);
            group = (double)journal.Counts.Rows / journal.Counts.Commits;
        }

        double bytes = new FileInfo(path).Length / Events;
        await using (Journal journal = Journal.Open(path))
        {
            int before = policy.Calls;
            (double replay, double cpuReplay) = await TimeAsync(policy, journal);
            if (policy.Calls != before) throw new InvalidOperationException("The replay asked the policy.");
            return (bare, record, replay, cpuRecord - cpuBare, cpuReplay, group, bytes);
        }
    }

    private static async Task<(double Wall, double Cpu)> TimeAsync(FixedPolicy policy, Journal? journal)
    {
        GC.Collect();
        TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(search => SearchAsync(search, policy, journal)));
        TimeSpan wall = Stopwatch.GetElapsedTime(start);
        return (wall.TotalMicroseconds / Events, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMicroseconds / Events);
    }

    private static async Task SearchAsync(int search, FixedPolicy policy, Journal? journal)
    {
        var key = new SearchKey(Digest.Of("journal bench").Derive(search));
        var context = new SearchContext(key, policy, Budget.Unlimited, new SearchServices { Journal = journal });
        var sampling = new SamplingOptions();
        var prompt = new Prompt("bench");
        Trajectory trajectory = Trajectory.Empty;
        for (int i = 0; i < EventsPerSearch; i++)
        {
            Continuation response = await context.ContinueAsync(prompt, trajectory, 1, sampling, null, CancellationToken.None);
            trajectory = trajectory.Length < 8 ? trajectory.Append(response.Steps) : Trajectory.Empty;
        }
    }

    private static void Print(string name, IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-34} {sorted[sorted.Length / 2],6:F2} µs/event  [{sorted[0]:F2}, {sorted[^1]:F2}]"));
    }

    private sealed class FixedPolicy : IStepPolicy
    {
        private readonly int _tokens;
        private int _calls;

        public FixedPolicy(int tokens) => _tokens = tokens;

        public int Calls => _calls;

        public PolicyIdentity Identity { get; } = new("fixed", 1, Digest.Of("fixed"));

        public ValueTask<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            var numbers = new float[_tokens];
            var tokens = new StepTokens([.. Enumerable.Range(0, _tokens)])
            {
                LpModel = ImmutableArray.Create(numbers), LpBehaviour = ImmutableArray.Create(numbers), EntropyNats = ImmutableArray.Create(numbers),
            };
            const string Text = "If Ava is a knight then Ben is a knave, so Ben is a knave, and Cay is a knight.";
            return ValueTask.FromResult(new Continuation([new Step(Text, false, tokens)], _tokens, request.Prefix.Length));
        }
    }
}
