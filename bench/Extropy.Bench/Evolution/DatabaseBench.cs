using System.Diagnostics;
using System.Globalization;
using Extropy.Core.Chance;
using Extropy.Core.Identity;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Database;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems;
using Extropy.Runs.Effects;

namespace Extropy.Bench.Evolution;

/// <summary>
/// The candidate database of evolutions: one candidate inserted, its round ended (migration and new islands with it) and the next proposal drawn, at growing
/// sizes; the look for repetitions, which the workers do; and the resume of a whole run from its journal.
/// </summary>
internal sealed class DatabaseBench : IBench
{
    private const int Entries = 64; // of a fingerprint
    private const int TextLength = 600;
    private const int Window = 1000; // operations that are timed at each size

    private const int PlainLooks = 50; // what compares with every candidate takes milliseconds
    private const int WarmUp = 100_000; // until everything is compiled for good

    private static readonly EvolutionOptions Options = new();
    private static readonly int[] Sizes = [1_000, 10_000, 100_000];

    public string Name => "evolve-database";

    public string About => "microseconds per candidate inserted and proposal drawn at 1k, 10k, 100k candidates; resume of 100,000 commits";

    public int Run(string[] args)
    {
        Grow(seed: 2, [WarmUp], _ => { });
        Console.WriteLine("candidates   insert + draw           look for a repetition   the same by comparing with all   (wall, processor)");
        Grow(seed: 1, Sizes, Console.WriteLine);
        ResumeAsync(Sizes[^1]).GetAwaiter().GetResult();
        return 0;
    }

    private static void Grow(long seed, int[] sizes, Action<string> say)
    {
        var database = new CandidateDatabase(Options, new RawScore(), null, 1, RandomStream.FromSeed(seed));
        var source = new Source();
        foreach (int size in sizes)
        {
            while (database.Count < size - Window) Step(database, source.Next(database, database.Count));
            Candidate[] window = [.. Enumerable.Range(0, Window).Select(i => source.Next(database, database.Count + i))]; // made outside the time
            Look(database, window[0]); // describes what was added before; a run looks after every few candidates
            (double wall, double processor) = Time(window, candidate => Step(database, candidate with { Id = new CandidateId(database.Count) }));
            (double lookWall, double look) = Time(window, candidate => Look(database, candidate));
            (double plainWall, double plain) = Time(window[..PlainLooks], candidate => Compare(database, candidate));
            if (Array.Exists(window[..PlainLooks], candidate => Look(database, candidate)?.Id != Compare(database, candidate))) throw new InvalidOperationException("The two looks differ.");
            say(string.Create(
                CultureInfo.InvariantCulture,
                $"{size,10:N0}   {wall,7:F2} µs, {processor,7:F2} µs   {lookWall,8:F2} µs, {look,8:F2} µs   {plainWall,8:F0} µs, {plain,8:F0} µs"));
        }
    }

    private static Candidate? Look(CandidateDatabase database, Candidate candidate) => database.Novelty.Repeated(
        Digest.Of("new").Derive(candidate.Id.Value), candidate.Fingerprint, candidate.Island, database.Count, database.Count);

    /// <summary>The same question answered without any index.</summary>
    private static CandidateId? Compare(CandidateDatabase database, Candidate candidate)
    {
        for (int i = 0; i < database.Count; i++)
        {
            Entry entry = database[new CandidateId(i)];
            if (entry.Island == candidate.Island && candidate.Fingerprint.Cosine(entry.Candidate.Fingerprint) > Options.NoveltyThreshold) return entry.Candidate.Id;
        }

        return null;
    }

    private static void Step(CandidateDatabase database, Candidate candidate)
    {
        database.Insert(candidate, new Digest((ulong)candidate.Id.Value, 1));
        database.EndRound(candidate.Generation, database.Count, candidate.Evaluation.Merit);
        database.Draw(database.Count, 0);
    }

    private static (double Wall, double Processor) Time(Candidate[] candidates, Action<Candidate> work)
    {
        using Process here = Process.GetCurrentProcess();
        GC.Collect();
        here.Refresh();
        TimeSpan processor = here.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        foreach (Candidate candidate in candidates) work(candidate);
        TimeSpan wall = Stopwatch.GetElapsedTime(start);
        here.Refresh();
        return (wall.TotalMicroseconds / candidates.Length, (here.TotalProcessorTime - processor).TotalMicroseconds / candidates.Length);
    }

    private static async Task ResumeAsync(int commits)
    {
        string folder = Directory.CreateTempSubdirectory("extropy-bench-").FullName;
        try
        {
            string path = Path.Combine(folder, "journal.db");
            (double recorded, _) = await RunAsync(path, commits);
            long bytes = new FileInfo(path).Length;
            (double Wall, double Processor)[] resumed = [await RunAsync(path, commits), await RunAsync(path, commits), await RunAsync(path, commits)];
            Array.Sort(resumed);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{commits:N0} commits: recorded in {recorded:F1} s, {bytes / (double)commits:F0} bytes each; resumed in {resumed[1].Wall:F2} s [{resumed[0].Wall:F2}, {resumed[2].Wall:F2}], processor {resumed.Min(one => one.Processor):F2} s"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Wall, double Processor)> RunAsync(string path, int commits)
    {
        using Process here = Process.GetCurrentProcess();
        GC.Collect();
        here.Refresh();
        TimeSpan processor = here.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        await using Journal journal = Journal.Open(path);
        var source = new Source();
        var kit = new ProposerKit { Proposers = [source], Evaluator = source, Fingerprint = source };
        var limits = new EvolutionLimits { Evaluations = commits };
        var plan = new EvolutionPlan("bench", Aim.Maximise, 1, new EvolutionOptions { NoveltyThreshold = 1 }, limits);
        EvolutionOutcome outcome = await new EvolutionRunner(kit, plan, new EvolutionServices { Journal = journal }).RunAsync(CancellationToken.None);
        if (outcome.State.Evaluations != commits) throw new InvalidOperationException($"The run ended after {outcome.State.Evaluations} of {commits} evaluations.");
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        here.Refresh();
        return (wall, (here.TotalProcessorTime - processor).TotalSeconds);
    }

    /// <summary>Candidates of plausible size with random merits: nothing about them costs time but being kept.</summary>
    private sealed class Source : IProposer, IEvaluator, IFingerprint
    {
        private static readonly string Padding = new('x', TextLength);

        public string Name => "random";

        public bool IsPaid => false;

        public ValueTask<Proposal> ProposeAsync(ProposalRequest request, CancellationToken cancellationToken) =>
            ValueTask.FromResult(Proposal.Of(new Part(Part.Genome, string.Create(CultureInfo.InvariantCulture, $"{request.Chance.At(0).NextBits()}{Padding}"))));

        public ValueTask<Evaluation> EvaluateAsync(IReadOnlyList<Part> parts, CancellationToken cancellationToken) =>
            ValueTask.FromResult(Of(Digest.Of(parts[0].Text).High));

        public Fingerprint Of(IReadOnlyList<Part> parts) => Describe(Digest.Of(parts[0].Text));

        public Candidate Next(CandidateDatabase database, int id)
        {
            Digest chance = Digest.Of("bench").Derive(id);
            bool isStart = id < 4;
            ProposalPlan plan = isStart ? new ProposalPlan(id, PatchKind.Seed, null, [], 0) : database.Draw(id, 1);
            return new Candidate
            {
                Id = new CandidateId(id),
                Parts = [new Part(Part.Genome, Padding)],
                Generation = isStart ? 0 : id - 3,
                Island = plan.Island,
                Parent = plan.Parent?.Id,
                Patch = plan.Patch,
                Proposer = Name,
                Evaluation = Of(chance.High),
                Fingerprint = Describe(chance),
            };
        }

        private static Evaluation Of(ulong chance) => new() { IsCorrect = true, Raw = (chance >> 11) * 1e-16, Aim = Aim.Maximise };

        private static Fingerprint Describe(Digest key)
        {
            Span<double> entries = stackalloc double[Entries];
            Draws draws = new RandomStream(key).At(0);
            foreach (ref double entry in entries) entry = draws.NextUniform() - 0.5;
            return Fingerprint.Of(entries);
        }
    }
}
