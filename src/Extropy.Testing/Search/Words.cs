namespace Extropy.Testing.Search;

/// <summary>Words stand for tokens in the test doubles.</summary>
internal static class Words
{
    /// <summary>Words in a text, one at least.</summary>
    public static int Count(string text) => Math.Max(1, text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
}
