using System.Runtime.CompilerServices;

namespace Extropy.Cli.Tests;

/// <summary>
/// Compares text with an approved file. A difference writes <c>name.received.txt</c> beside it and fails; a person who agrees renames it.
/// </summary>
internal static class Approved
{
    public static void Matches(string name, string text, [CallerFilePath] string testFile = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(testFile)!, "Expectations");
        string approved = Path.Combine(folder, $"{name}.txt");
        string received = Path.Combine(folder, $"{name}.received.txt");
        string actual = text.ReplaceLineEndings("\n");
        string expected = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : "";
        if (actual == expected)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        Assert.Fail($"{name} differs from the approved text; compare {received} with {approved}.\n{actual}");
    }
}
