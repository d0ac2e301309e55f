using Extropy.Core.Errors;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Goals;

/// <summary>Puts the backward half into a kit, or leaves it out.</summary>
internal static class GoalKit
{
    /// <summary>The kit with kinds of patch and goals as they were asked for.</summary>
    /// <param name="kit">A kit without goals.</param>
    /// <param name="setting">What it is opened for.</param>
    /// <param name="usual">Where goals come from when nothing is said.</param>
    /// <param name="model">Makes goals that a model writes; null where no model is at hand.</param>
    /// <exception cref="BadInputException">A value that there is not, or goals of a model without one.</exception>
    public static ProposerKit Of(ProposerKit kit, ProposerSetting setting, GoalSource usual, Func<IGoalScorer>? model)
    {
        SearchSetting asked = SearchSetting.Of(setting.Given);
        if (asked.Mix is { } mix) kit = kit with { Options = kit.Options with { Mix = mix } };
        return (asked.Goals ?? usual) switch
        {
            GoalSource.None => kit,
            GoalSource.Templates => With(kit, setting.Problem, new TemplateGoals(setting.Problem, new ProgramGoalOptions())),
            _ => With(kit, setting.Problem, model?.Invoke() ?? throw new BadInputException($"--{SearchSetting.GoalsName} model needs a model that proposes")),
        };
    }

    /// <summary>The kit with these goals: what counts as a gain and how near candidates must be to be ordered by goals follow from the problem.</summary>
    private static ProposerKit With(ProposerKit kit, IOpenProblem problem, IGoalScorer goals)
    {
        GoalScale scale = GoalScale.Of(problem);
        return kit with { Goals = goals, Ranking = new BucketScore(scale.BucketWidth), Options = kit.Options with { StagnationMargin = scale.Margin } };
    }
}
