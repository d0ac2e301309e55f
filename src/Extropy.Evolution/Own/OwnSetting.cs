using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Database;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Goals;
using Extropy.Evolution.Models;
using Extropy.Evolution.Problems;
using Extropy.Evolution.Vector;

namespace Extropy.Evolution.Own;

/// <summary>Makes the search for a problem of one's own ready: numbers are searched without a model, programs are written by one.</summary>
public static class OwnSetting
{
    /// <summary>Who proposes for a problem: its name.</summary>
    public static string ProposerOf(OwnProblem problem) => problem.Numbers is null ? ModelKit.Known.Name : VectorSetting.Name;

    /// <summary>What that does, in one sentence.</summary>
    public static string TitleOf(OwnProblem problem) => problem.Numbers is null ? "a language model at an endpoint edits a program, which runs in the sandbox" : VectorSetting.Title;

    /// <summary>The kit. Nothing is sent and nothing is started before it is used.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="given">What a person says about a model or the sandbox, by the names of <see cref="ModelSetting"/>.</param>
    /// <exception cref="BadInputException">What was given does not fit the problem.</exception>
    public static ProposerKit Open(OwnProblem problem, ImmutableSortedDictionary<string, string> given)
    {
        SearchSetting search = SearchSetting.Of(given);
        if (search.Goals is not null and not GoalSource.None)
            throw new BadInputException($"--{SearchSetting.GoalsName} is for problems that are built in: goals ask what a layout is like, and nobody knows that of your own problem");
        var evaluator = new OwnEvaluator(problem, given.ContainsKey(ModelSetting.WeakSandboxName));
        ProposerKit kit = problem.Numbers is { } numbers ? OfNumbers(numbers, evaluator, given) : OfPrograms(problem, problem.Program!, evaluator, given); // one of both is set
        return search.Mix is { } mix ? kit with { Options = kit.Options with { Mix = mix } } : kit;
    }

    private static ProposerKit OfNumbers(OwnNumbers numbers, OwnEvaluator evaluator, ImmutableSortedDictionary<string, string> given)
    {
        if (given.Keys.FirstOrDefault(name => name is not (ModelSetting.WeakSandboxName or SearchSetting.GoalsName or SearchSetting.MixName)) is { } stranger)
            throw new BadInputException($"--{stranger} is for a model that proposes; candidates of this problem are numbers, which are searched without one");
        ProposerKit kit = VectorSetting.Kit(numbers.Shape, new VectorOptions { Ranges = numbers.Ranges }, evaluator);
        return kit with { Prepare = cancel => evaluator.TryAsync([Trial(numbers)], cancel), Owned = evaluator };
    }

    private static ProposerKit OfPrograms(OwnProblem problem, OwnProgram program, OwnEvaluator evaluator, ImmutableSortedDictionary<string, string> given)
    {
        if (given.TryGetValue(ModelSetting.LanguageName, out string? language) && language != program.Language.Name)
            throw new BadInputException($"--{ModelSetting.LanguageName} is {language}, but the problem's program is written in {program.Language.Name}; leave it out");
        if (given.ContainsKey(ModelSetting.CandidateSecondsName))
            throw new BadInputException($"--{ModelSetting.CandidateSecondsName} is for problems that are built in; the problem file says how long a candidate may run, as 'seconds'");
        ModelSetting setting = ModelSetting.Of(given);
        ProgramTask task = OwnTask.Of(problem, program);
        return ModelKit.Open(setting with { Language = program.Language }, PatchMix.Recombining, model => ModelKit.Reflecting(new ProposerKit
        {
            Proposers = [new ModelProposer(model, task, setting.Asking)],
            Evaluator = evaluator,
            Fingerprint = new TextFingerprint(),
            Prepare = cancel => evaluator.TryAsync(OwnTask.Start(problem, program), cancel),
            Owned = new ModelKit.Belongings(model, evaluator),
        }, model, task, setting));
    }

    /// <summary>A table to try the evaluator on: numbers drawn with a seed of its own, so that no two rows are the same.</summary>
    private static Part Trial(OwnNumbers numbers)
    {
        Draws draws = RandomStream.FromSeed(0).For("a table to try").At(0);
        var space = new VectorSpace(numbers.Shape.Rows, numbers.Ranges);
        double[] table = new double[space.Count];
        VectorRows.Anew(space, table, ref draws);
        return LayoutPart.Write(new Layout(space.Rows, space.Columns, [.. table]));
    }
}
