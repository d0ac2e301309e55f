using Extropy.Core.Errors;
using Extropy.Models.Checkpoints;

namespace Extropy.Models.Tests.Checkpoints;

public sealed class AtomicDirectoryTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("extropy-").FullName;

    private string Target => Path.Combine(_root, "model");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Replace_Twice_LeavesTheSecondAndNothingBeside()
    {
        AtomicDirectory.Replace(Target, folder => File.WriteAllText(Path.Combine(folder, "a"), "1"));
        AtomicDirectory.Replace(Target, folder => File.WriteAllText(Path.Combine(folder, "b"), "2"));

        Assert.Equal(["b"], Directory.EnumerateFiles(Target).Select(Path.GetFileName));
        Assert.Equal(["model"], Directory.EnumerateDirectories(_root).Select(Path.GetFileName));
    }

    [Fact]
    public void Replace_DiskRefusesHalfWay_KeepsTheOld()
    {
        AtomicDirectory.Replace(Target, folder => File.WriteAllText(Path.Combine(folder, "a"), "1"));

        var error = Assert.Throws<ExtropyException>(() => AtomicDirectory.Replace(Target, folder =>
        {
            File.WriteAllText(Path.Combine(folder, "a"), "2");
            throw new IOException("No space left on device");
        }));

        Assert.Equal("1", File.ReadAllText(Path.Combine(Target, "a")));
        Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Recover_KilledBetweenTheRenames_GivesTheOldItsNameBack()
    {
        AtomicDirectory.Replace(Target, folder => File.WriteAllText(Path.Combine(folder, "a"), "1"));
        Directory.CreateDirectory($"{Target}.saving"); // what such a kill leaves
        Directory.Move(Target, $"{Target}.previous");

        AtomicDirectory.Recover(Target);

        Assert.Equal("1", File.ReadAllText(Path.Combine(Target, "a")));
    }

    [Fact]
    public void Replace_AfterAKillAtAnyPoint_Succeeds()
    {
        Directory.CreateDirectory($"{Target}.saving");
        File.WriteAllText(Path.Combine($"{Target}.saving", "stale"), "");
        Directory.CreateDirectory($"{Target}.previous");

        AtomicDirectory.Replace(Target, folder => File.WriteAllText(Path.Combine(folder, "a"), "1"));

        Assert.Equal(["a"], Directory.EnumerateFiles(Target).Select(Path.GetFileName));
    }
}
