using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Extropy.Evolution.Goals;
using Extropy.Evolution.Goals.Expressions;
using Extropy.Evolution.Models.Reflecting;

namespace Extropy.Evolution.Models.Goals;

/// <summary>What a model answered when it was asked for goals. Never throws on its content.</summary>
/// <param name="Goals">Those that can be read, in order; as many as were asked for at most.</param>
/// <param name="Faults">Why others were left out, a sentence each; at least one where there are no goals.</param>
internal sealed record GoalAnswer(ImmutableArray<WrittenGoal> Goals, ImmutableArray<string> Faults)
{
    private const int LongestAnswer = 100_000;
    private const int LongestDescription = 200;
    private const int MostRead = 16;
    private const string Form = """write one JSON object: {"goals": [{"kind": "aspirational", "description": "…", "expression": "…"}]}.""";

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 8 };

    /// <summary>No goals.</summary>
    public static GoalAnswer None(string fault) => new([], [fault]);

    /// <summary>Reads an answer: one JSON object, perhaps in a fence or with talk around it.</summary>
    /// <param name="answer">Anything.</param>
    /// <param name="names">The problem's variables.</param>
    /// <param name="most">Goals to keep.</param>
    public static GoalAnswer Read(string answer, ImmutableArray<string> names, int most)
    {
        if (answer.Length > LongestAnswer) return None("the answer is too long; " + Form);
        string text = ModelText.Unfenced(answer);
        int begin = text.IndexOf('{', StringComparison.Ordinal), end = text.LastIndexOf('}');
        if (begin < 0 || end < begin) return None("there is no JSON object; " + Form);
        try
        {
            using JsonDocument document = JsonDocument.Parse(text.AsMemory(begin, end - begin + 1), Json);
            return document.RootElement.TryGetProperty("goals", out JsonElement goals) && goals.ValueKind == JsonValueKind.Array
                ? Read(goals, names, most)
                : None("there is no array 'goals'; " + Form);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException) // the latter: a text that is no Unicode
        {
            return None("the answer is no JSON; " + Form);
        }
    }

    /// <summary>The same without goals that have no value on any output, a division by zero or too many steps for example: nobody could ever meet them.</summary>
    /// <param name="outputs">The best candidates by name; with none everything stays.</param>
    public GoalAnswer ThatHaveAValue(IReadOnlyList<ImmutableSortedDictionary<string, GoalValue>> outputs)
    {
        var goals = ImmutableArray.CreateBuilder<WrittenGoal>();
        ImmutableArray<string>.Builder faults = Faults.ToBuilder();
        foreach (WrittenGoal goal in Goals)
        {
            var expression = GoalExpression.Read(goal.Expression, outputs.Count > 0 ? outputs[0].Keys : []);
            GoalReading[] readings = [.. outputs.Select(expression.Of)];
            if (readings.Length > 0 && readings.All(reading => reading.Fault is not null))
                faults.Add($"{ModelText.Line(goal.Expression, LongestDescription)}: {ModelText.Line(readings[0].Fault!, LongestDescription)}"); // all have one
            else goals.Add(goal);
        }

        return new GoalAnswer(goals.ToImmutable(), faults.ToImmutable());
    }

    private static GoalAnswer Read(JsonElement written, ImmutableArray<string> names, int most)
    {
        var goals = ImmutableArray.CreateBuilder<WrittenGoal>();
        var faults = ImmutableArray.CreateBuilder<string>();
        int number = 0;
        foreach (JsonElement one in written.EnumerateArray().Take(MostRead))
        {
            number++;
            if (FaultOf(one, names, out WrittenGoal? goal) is { } fault) faults.Add(string.Create(CultureInfo.InvariantCulture, $"goal {number}: {fault}"));
            else if (goals.Any(known => known.Expression == goal!.Expression)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"goal {number} repeats another."));
            else if (goals.Count < most) goals.Add(goal!);
        }

        if (goals.Count == 0 && faults.Count == 0) faults.Add("the array 'goals' is empty; " + Form);
        return new GoalAnswer(goals.ToImmutable(), faults.ToImmutable());
    }

    private static string? FaultOf(JsonElement one, ImmutableArray<string> names, out WrittenGoal? goal)
    {
        goal = null;
        if (one.ValueKind != JsonValueKind.Object || !one.TryGetProperty("expression", out JsonElement said) || said.ValueKind != JsonValueKind.String)
            return "it has no text 'expression'.";
        string expression = (said.GetString() ?? "").Trim();
        if (GoalExpression.Read(expression, names).Fault is { } fault) return ModelText.Line(fault, LongestDescription);
        string description = one.TryGetProperty("description", out JsonElement words) && words.ValueKind == JsonValueKind.String ? ModelText.Line(words.GetString() ?? "", LongestDescription) : "";
        bool isReference = one.TryGetProperty("kind", out JsonElement kind) && kind.ValueKind == JsonValueKind.String && kind.GetString() == "reference";
        goal = new WrittenGoal(isReference ? ProgramGoalKind.Reference : ProgramGoalKind.Aspirational, description.Length > 0 ? description : ModelText.Line(expression, LongestDescription), expression);
        return null;
    }
}
