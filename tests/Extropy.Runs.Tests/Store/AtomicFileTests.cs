using Extropy.Core.Errors;
using Extropy.Runs.Store;
using Extropy.Testing.Files;

namespace Extropy.Runs.Tests.Store;

/// <summary>A file that is replaced whole or not at all; the full disk is the kernel's own, a device that has no room.</summary>
public sealed class AtomicFileTests
{
    private const string FullDisk = "/dev/full";

    [Fact]
    public void Write_OnAFullDisk_KeepsTheOldFileAndLeavesNothingBeside()
    {
        Assert.SkipUnless(File.Exists(FullDisk), "needs a device without room");
        using var folder = new TemporaryFolder();
        string file = folder.File("result.json");
        AtomicFile.Write(file, "old"u8);
        File.CreateSymbolicLink(file + ".new", FullDisk);

        string message = Assert.Throws<ExtropyException>(() => AtomicFile.Write(file, "new"u8)).Message;

        Assert.Contains(file, message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFileSystemEntries(folder.Path));
    }
}
