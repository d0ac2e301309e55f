using System.Collections.Immutable;
using System.Text.Json;
using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Tasks.KnightsAndKnaves.Data;

/// <summary>Statements as the data set writes them: <c>["or", ["lying", 2], ["telling-truth", 4]]</c>.</summary>
internal static class StatementJson
{
    /// <summary>A list of statements, or default when the JSON is none.</summary>
    public static ImmutableArray<Statement> ReadList(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array) return default;
        var statements = ImmutableArray.CreateBuilder<Statement>(json.GetArrayLength());
        foreach (JsonElement entry in json.EnumerateArray())
        {
            if (Read(entry) is not { } statement) return default;
            statements.Add(statement);
        }

        return statements.MoveToImmutable();
    }

    /// <summary>One statement, or null. Operators of more than two parts associate to the left.</summary>
    private static Statement? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() < 2 || json[0].ValueKind != JsonValueKind.String) return null;
        string? kind = json[0].GetString();
        if (kind is "telling-truth" or "lying")
        {
            if (json[1].ValueKind != JsonValueKind.Number || !json[1].TryGetInt32(out int person)) return null;
            return kind is "lying" ? new Statement.Lies(person) : new Statement.TellsTruth(person);
        }

        Statement?[] parts = [.. json.EnumerateArray().Skip(1).Select(Read)];
        if (parts.Contains(null)) return null;
        return (kind, parts.Length) switch
        {
            ("not", 1) => new Statement.Not(parts[0]!), // no part is null here
            ("and", > 1) => parts.Aggregate((left, right) => new Statement.And(left!, right!)),
            ("or", > 1) => parts.Aggregate((left, right) => new Statement.Or(left!, right!)),
            ("->", 2) => new Statement.Implies(parts[0]!, parts[1]!),
            ("<=>", 2) => new Statement.Iff(parts[0]!, parts[1]!),
            _ => null,
        };
    }
}
