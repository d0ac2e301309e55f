using System.Collections.Immutable;
using System.Globalization;
using Extropy.Core.Errors;
using Extropy.Core.Text;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Own;
using Extropy.Evolution.Problems;

namespace Extropy.Cli.Evolving;

/// <summary>A search made ready: the problem, who proposes and judges, and the plan.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Problem">The problem.</param>
/// <param name="Proposer">Who proposes.</param>
/// <param name="Kit">Everything that belongs to that.</param>
/// <param name="Plan">What the result depends on.</param>
internal sealed record EvolveSetup(EvolveRequest Request, IProblemStatement Problem, KnownProposer Proposer, ProposerKit Kit, EvolutionPlan Plan)
    : IAsyncDisposable
{
    /// <summary>Makes a search ready.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="known">The proposers there are, the default first.</param>
    /// <exception cref="BadInputException">An unknown name, or a setting that cannot be met.</exception>
    public static EvolveSetup Of(EvolveRequest request, ImmutableArray<KnownProposer> known)
    {
        if (OwnProblem.IsFile(request.Problem)) return OfFile(request);
        IOpenProblem problem = KnownProblems.Find(request.Problem);
        if (known.IsEmpty) throw new BadInputException("no proposer is built in yet; evolve --assess and evolve --list work");
        KnownProposer proposer = request.Proposer is { } name
            ? known.FirstOrDefault(item => string.Equals(item.Name, name, StringComparison.OrdinalIgnoreCase))
                ?? throw new BadInputException(NearestNames.Message("proposer", name, [.. known.Select(item => item.Name)]))
            : known[0];
        ProposerKit kit = proposer.Open(new ProposerSetting(problem, request.Seed) { Given = request.Given });
        request.Limits.Validate();
        kit.Options.Validate();
        return new EvolveSetup(request, problem, proposer, kit, new EvolutionPlan(problem.Id, problem.Aim, request.Seed, kit.Options, request.Limits));
    }

    /// <summary>The problem where a person brought it along as a file; else null.</summary>
    public OwnProblem? Own => Problem as OwnProblem;

    /// <summary>The limits in words.</summary>
    public string LimitsText
    {
        get
        {
            CultureInfo culture = CultureInfo.InvariantCulture;
            EvolutionLimits limits = Request.Limits;
            List<string> parts = [];
            if (limits.Time != Timeout.InfiniteTimeSpan) parts.Add(Output.Durations.Text(limits.Time));
            if (limits.Evaluations != long.MaxValue) parts.Add(string.Create(culture, $"{limits.Evaluations:N0} evaluations"));
            if (limits.Tokens != long.MaxValue) parts.Add(string.Create(culture, $"{limits.Tokens:N0} tokens"));
            if (limits.Money != decimal.MaxValue) parts.Add(string.Create(culture, $"{limits.Money:0.##} of money"));
            return string.Join(" or ", parts);
        }
    }

    /// <summary>Makes the search for a problem of one's own ready.</summary>
    private static EvolveSetup OfFile(EvolveRequest request)
    {
        OwnProblem problem = OwnProblem.Read(request.Problem);
        string proposer = OwnSetting.ProposerOf(problem);
        if (request.Proposer is { } name && !string.Equals(name, proposer, StringComparison.OrdinalIgnoreCase))
            throw new BadInputException($"candidates of {problem.Id} are {(problem.Numbers is null ? "programs" : "numbers")}, which only '{proposer}' proposes, not '{Output.SafeText.Short(name, 40)}'; leave --proposer out");
        ProposerKit kit = OwnSetting.Open(problem, request.Given);
        request.Limits.Validate();
        var plan = new EvolutionPlan(problem.Id, problem.Aim, request.Seed, kit.Options, request.Limits) { Materials = problem.Identity.ToString() };
        return new EvolveSetup(request, problem, new KnownProposer(proposer, OwnSetting.TitleOf(problem), _ => kit), kit, plan);
    }

    /// <summary>Effective options, for people who look at the run later.</summary>
    public ImmutableSortedDictionary<string, string> Options => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["problem"] = Problem.Id,
        ["proposer"] = Proposer.Name,
        ["limits"] = LimitsText,
        ["islands"] = Kit.Options.Islands.ToString(CultureInfo.InvariantCulture),
        ["archive"] = Kit.Options.ArchiveSize.ToString(CultureInfo.InvariantCulture),
        ["lag"] = Kit.Options.Lag.ToString(CultureInfo.InvariantCulture),
        ["goals"] = Kit.Goals?.Name ?? "none",
    }.Concat(Own is null ? [] : OwnRunFiles.Options(Own)).ToImmutableSortedDictionary(StringComparer.Ordinal).SetItems(Request.Given);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Kit.Owned?.DisposeAsync() ?? ValueTask.CompletedTask;
}
