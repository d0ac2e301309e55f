using System.Collections.Immutable;
using System.Diagnostics;
using Extropy.Evolution.Goals;
using Extropy.Evolution.Goals.Expressions;
using Extropy.Evolution.Goals.Templates;
using Extropy.Evolution.Models.Goals;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Models;

/// <summary>Goals as models write them: read where they can be, left out with a reason otherwise, whatever is thrown at them.</summary>
public sealed class GoalAnswerTests
{
    private static readonly ImmutableArray<string> Names = GoalVariables.Names(KnownProblems.Find("circle-packing-26"));

    [Theory]
    [InlineData("""{"goals": [{"kind": "reference", "description": "large\ncircles", "expression": "min(1, min(radii) / 0.05)"}, {"expression": "sum_r >= 2"}]}""")]
    [InlineData("""Here they are:```json{"goals": [{"kind": "reference", "description": "large circles", "expression": "min(1, min(radii) / 0.05)"}, {"expression": "sum_r >= 2"}]}``` good luck""")]
    public void Read_GoalsWithOrWithoutTalk_AreKept(string answer)
    {
        var read = GoalAnswer.Read(answer, Names, 4);

        Assert.Empty(read.Faults);
        Assert.Equal(
            [new WrittenGoal(ProgramGoalKind.Reference, "large circles", "min(1, min(radii) / 0.05)"), new WrittenGoal(ProgramGoalKind.Aspirational, "sum_r >= 2", "sum_r >= 2")],
            read.Goals);
    }

    [Theory]
    [InlineData("", "no JSON object")]
    [InlineData("I would rather not.", "no JSON object")]
    [InlineData("{\"goals\": [{\"expression\": \"sum_r", "no JSON object")]
    [InlineData("{\"goals\": [{\"expression\": \"sum_r\"}", "no JSON")]
    [InlineData("{}", "no array 'goals'")]
    [InlineData("{\"goals\": {}}", "no array 'goals'")]
    [InlineData("{\"goals\": []}", "is empty")]
    [InlineData("{\"goals\": [1]}", "no text 'expression'")]
    [InlineData("{\"goals\": [{\"expression\": 7}]}", "no text 'expression'")]
    [InlineData("{\"goals\": [{\"expression\": \"__import__('os').system('id')\"}]}", "cannot be read")]
    [InlineData("{\"goals\": [{\"expression\": \"f(x) = f(x)\"}]}", "cannot be read")]
    [InlineData("{\"goals\": [{\"expression\": \"0.1 < sum_r < 3\"}]}", "cannot be read")]
    [InlineData("{\"goals\": [{\"expression\": \"unknown_name > 1\"}]}", "cannot be read")]
    [InlineData("{\"goals\": [{\"expression\": \"sum(radii[0:3])\"}]}", "cannot be read")]
    [InlineData("{\"goals\": [{\"expression\": \"\\uD800\"}]}", "")]
    public void Read_WhatIsNoGoal_IsLeftOutWithAReason(string answer, string reason)
    {
        var read = GoalAnswer.Read(answer, Names, 4);

        Assert.Empty(read.Goals);
        Assert.Contains(reason, Assert.Single(read.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HugeAnswers_EndSoon()
    {
        var watch = Stopwatch.StartNew();
        string many = $"{{\"goals\": [{string.Join(',', Enumerable.Range(0, 1500).Select(i => $"{{\"expression\": \"sum_r > {i}\"}}"))}]}}";
        string deep = $"{{\"goals\": {new string('[', 5000)}{new string(']', 5000)}}}";
        string nested = $"{{\"goals\": [{{\"expression\": \"{new string('(', 900)}1{new string(')', 900)}\"}}]}}";

        Assert.Equal(4, GoalAnswer.Read(many, Names, 4).Goals.Length);
        Assert.All(new[] { deep, nested, new string('{', 99_000), new string('x', 1_000_000) }, answer => Assert.Empty(GoalAnswer.Read(answer, Names, 4).Goals));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Read_TheSameExpressionTwice_IsOneGoal()
    {
        var read = GoalAnswer.Read("""{"goals": [{"expression": "sum_r > 1"}, {"expression": "sum_r > 1"}, {"expression": "1 / 0"}]}""", Names, 4);

        Assert.Equal(["sum_r > 1", "1 / 0"], read.Goals.Select(goal => goal.Expression)); // the latter reads, and counts as 0
        Assert.Equal(["goal 2 repeats another."], read.Faults);
    }

    [Fact]
    public void ThatHaveAValue_WhatNobodyCouldMeet_IsLeftOutWithAReason()
    {
        ImmutableSortedDictionary<string, GoalValue>[] outputs = [.. NaiveLayouts.For(KnownProblems.Find("circle-packing-26")).Select(layout => GoalVariables.Of(KnownProblems.Find("circle-packing-26"), layout))];
        var read = GoalAnswer.Read("""{"goals": [{"expression": "1 / (n - n)"}, {"expression": "sum_r / 3"}, {"expression": "radii"}, {"expression": "sum(1 for i, j in pairs(9999))"}]}""", Names, 4);

        GoalAnswer kept = read.ThatHaveAValue(outputs);

        Assert.Equal("sum_r / 3", Assert.Single(kept.Goals).Expression);
        Assert.Equal(3, kept.Faults.Length);
        Assert.Contains("1 / (n - n): The expression has no value: a division by zero", kept.Faults[0], StringComparison.Ordinal);
        Assert.Contains("gives a list", kept.Faults[1], StringComparison.Ordinal);
        Assert.Contains("steps", kept.Faults[2], StringComparison.Ordinal);
        Assert.Same(read.Goals[0], read.ThatHaveAValue([]).Goals[0]);
    }

    public static TheoryData<string> Problems => [.. KnownProblems.Ids];

    [Theory]
    [MemberData(nameof(Problems))]
    public void Vocabulary_OfEveryProblem_SaysWhatEachNameMeans(string id) =>
        Assert.All(GoalVariables.Names(KnownProblems.Find(id)), name => Assert.True(GoalVocabulary.Knows(name), name));

    [Theory]
    [InlineData("sum(x[i] for i in range(n))")]
    [InlineData("sum([x[i] * y[j] for i, j in pairs(n) if x[i] < y[j]])")]
    [InlineData("centers[0, 1] + centers[0][1]")]
    public void Forms_ThatThePromptShows_CanBeRead(string expression) => Assert.Null(GoalExpression.Read(expression, Names).Fault);

    [Fact]
    public void Options_ThatMakeNoSense_AreAllNamed()
    {
        var fault = Assert.Throws<Extropy.Core.Errors.BadInputException>(() => new ProgramGoalOptions { Depth = 0, Children = 99, Alpha = double.NaN }.Validate());

        Assert.Contains("depth is 0", fault.Message, StringComparison.Ordinal);
        Assert.Contains("99 parts", fault.Message, StringComparison.Ordinal);
        Assert.Contains("alpha is NaN", fault.Message, StringComparison.Ordinal);
    }
}
