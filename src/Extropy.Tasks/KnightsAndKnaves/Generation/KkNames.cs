using System.Collections.Immutable;

namespace Extropy.Tasks.KnightsAndKnaves.Generation;

/// <summary>Names for inhabitants.</summary>
internal static class KkNames
{
    public static ImmutableArray<string> All { get; } =
    [
        "Ada", "Alan", "Amelia", "Anton", "Aria", "Basil", "Bella", "Boris", "Carl", "Chloe", "Clara", "David", "Diana", "Edgar", "Ella",
        "Emil", "Emma", "Felix", "Flora", "Grace", "Hanna", "Henry", "Hugo", "Ida", "Igor", "Iris", "Jack", "Jonas", "Julia", "Karl", "Lara",
        "Leo", "Liam", "Lily", "Lucas", "Maria", "Max", "Mila", "Nora", "Oscar", "Otto", "Paul", "Rosa", "Ruth", "Samuel", "Sofia", "Theo",
        "Vera", "Viktor", "Zoey",
    ];
}
