using System.Globalization;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Database;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Genome;
using Extropy.Evolution.Goals;
using Extropy.Evolution.Models.Goals;
using Extropy.Evolution.Models.Reflecting;
using Extropy.Evolution.Problems;
using Extropy.Evolution.Sandbox;
using Extropy.Providers.Accounts;
using Extropy.Providers.Endpoints;
using Extropy.Providers.Pricing;

namespace Extropy.Evolution.Models;

/// <summary>Puts together a search in which a model at an endpoint proposes programs for a built-in problem.</summary>
public static class ModelKit
{
    /// <summary>The way of proposing by name.</summary>
    public static KnownProposer Known { get; } = new("model", "a language model at an endpoint edits programs, which run in the sandbox, or genomes", Open);

    /// <summary>The kit. Nothing is sent and nothing is started before it is used.</summary>
    /// <exception cref="Core.Errors.BadInputException">What was given cannot be, or money is limited and the model's price is unknown.</exception>
    public static ProposerKit Open(ProposerSetting setting)
    {
        ModelSetting given = ModelSetting.Of(setting.Given);
        ChatModel? opened = null;
        ProposerKit kit = Open(given, PublishedMix(setting.Problem), model =>
        {
            opened = model;
            return given.Language == ProgramLanguage.Genome ? OfGenomes(setting.Problem, model, given) : OfPrograms(setting.Problem, model, given);
        });
        return GoalKit.Of(kit, setting, usual: GoalSource.Templates, model: () => new ModelGoals(opened!, setting.Problem, new ProgramGoalOptions(), given.Asking)); // opened with the kit
    }

    /// <summary>A kit in which a model proposes.</summary>
    /// <param name="given">Which model, and how it is asked.</param>
    /// <param name="mix">Kinds of patch.</param>
    /// <param name="make">Everything else about the kit; it owns the model.</param>
    internal static ProposerKit Open(ModelSetting given, PatchMix mix, Func<ChatModel, ProposerKit> make)
    {
        ApiKey? key = ApiKey.Find();
        ChatModel model = Endpoint.Open(given.Endpoint, key, PriceList.FromEnvironment(), new ModelAccount(), TimeProvider.System);
        if (given.IsMoneyLimited) ModelAccount.RequirePrice(model.Name, model.Price);
        ProposerKit kit = make(model);
        return kit with
        {
            // Without a judge of novelty, a likeness limit would refuse the small edits that a search lives on: only the same text twice is a repetition.
            Options = kit.Options with { NoveltyThreshold = 1, Lag = given.Endpoint.MaxConcurrentCalls, Mix = mix },
            About = string.Create(CultureInfo.InvariantCulture, $"{model.Name} at {given.Endpoint.Address}, writes a {given.Language.Title}, {PriceText(model.Price)}, {(key is null ? "no key" : key.ToString())}"),
            IsPriceUnknown = model.Price is null,
            Spent = () => model.Account.Rows,
        };
    }

    private static ProposerKit OfPrograms(IOpenProblem problem, ChatModel model, ModelSetting given)
    {
        var limits = new SandboxLimits { Wall = given.CandidateTime, Processor = given.CandidateTime + TimeSpan.FromSeconds(1) };
        var programs = new SandboxedPrograms(problem, given, limits);
        ProgramTask task = given.Language == ProgramLanguage.Python ? LayoutTasks.Python(problem, limits) : LayoutTasks.CSharp(problem, limits);
        var kit = new ProposerKit
        {
            Proposers = [new ModelProposer(model, task, given.Asking)],
            Evaluator = programs,
            Fingerprint = new TextFingerprint(),
            Prepare = _ => programs.PrepareAsync(),
            Owned = new Belongings(model, programs),
        };
        return Reflecting(kit, model, task, given);
    }

    private static ProposerKit OfGenomes(IOpenProblem problem, ChatModel model, ModelSetting given)
    {
        ProposerKit kit = GenomeSetting.Kit(problem, new GenomeOptions());
        ProgramTask task = GenomeTasks.Of(problem, new GenomeOptions());
        kit = kit with { Proposers = [new ModelProposer(model, task, given.Asking)], Owned = new Belongings(model, null) };
        return Reflecting(kit, model, task, given);
    }

    /// <summary>What a model does between commits beside proposing.</summary>
    internal static ProposerKit Reflecting(ProposerKit kit, ChatModel model, ProgramTask task, ModelSetting given)
    {
        List<IRunReflection> reflections = [];
        if (given.NotesEvery > 0) reflections.Add(new MetaNotes(model, task, given.Asking, given.NotesEvery));
        if (given.PromptsEvery > 0) reflections.Add(new PromptEvolution(model, task, given.Asking, given.PromptsEvery));
        return kit with { Reflections = [.. reflections], Memory = given.PromptsEvery > 0 ? PromptEvolution.Start(task) : RunMemory.None };
    }

    /// <summary>The kinds of patch that were published for a problem's family.</summary>
    private static PatchMix PublishedMix(IOpenProblem problem)
    {
        bool pivots = problem.Id.StartsWith("circle-packing-rect", StringComparison.Ordinal) || problem.Id.StartsWith("heilbronn", StringComparison.Ordinal);
        return pivots ? PatchMix.Pivoting : PatchMix.Recombining;
    }

    private static string PriceText(ModelPrice? price) => price is null
        ? "price unknown"
        : string.Create(CultureInfo.InvariantCulture, $"{price.Input} and {price.Output} {PriceList.Currency} per million tokens read and written (prices of {price.Date:yyyy-MM-dd})");

    /// <summary>What a kit holds on to until its run has ended.</summary>
    internal sealed class Belongings(ChatModel model, IAsyncDisposable? evaluator) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            model.Dispose();
            return evaluator?.DisposeAsync() ?? ValueTask.CompletedTask;
        }
    }
}
