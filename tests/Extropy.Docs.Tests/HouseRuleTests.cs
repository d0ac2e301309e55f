using System.Text.RegularExpressions;

namespace Extropy.Docs.Tests;

/// <summary>Rules that no compiler checks.</summary>
public sealed partial class HouseRuleTests
{
    private const int LongestFile = 500;

    [Fact]
    public void SourceFiles_AreShortEnoughToRead()
    {
        string[] tooLong =
        [
            .. from file in Repository.Files("src", "*.cs")
               let lines = File.ReadLines(file).Count()
               where lines > LongestFile
               select $"{Path.GetRelativePath(Repository.Root, file)}: {lines} lines",
        ];

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Namespaces_EqualFolders()
    {
        string[] strays =
        [
            .. from file in Repository.Files("src", "*.cs")
               let declared = NamespaceLine().Match(File.ReadAllText(file))
               where declared.Success && declared.Groups[1].Value != NamespaceOf(file)
               select $"{Path.GetRelativePath(Repository.Root, file)} declares {declared.Groups[1].Value}",
        ];

        Assert.Empty(strays);
    }

    [Fact]
    public void Documents_LinkOnlyToFilesThatExist()
    {
        string[] documents = [Repository.PathOf("README.md"), Repository.PathOf("CONTRIBUTING.md"), .. Repository.Files("docs", "*.md")];
        string[] broken =
        [
            .. from document in documents
               from Match link in RelativeLink().Matches(File.ReadAllText(document))
               let target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(document) ?? ".", link.Groups[1].Value))
               where !File.Exists(target) && !Directory.Exists(target)
               select $"{Path.GetRelativePath(Repository.Root, document)} → {link.Groups[1].Value}",
        ];

        Assert.Empty(broken);
    }

    private static string NamespaceOf(string file) =>
        Path.GetRelativePath(Repository.PathOf("src"), Path.GetDirectoryName(file) ?? ".").Replace(Path.DirectorySeparatorChar, '.');

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)([^)\s#]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RelativeLink();
}
