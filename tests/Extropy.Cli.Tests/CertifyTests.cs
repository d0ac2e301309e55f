using Extropy.Evolution.Problems;
using Extropy.Evolution.Problems.Certifying;
using Extropy.Testing.Files;

namespace Extropy.Cli.Tests;

public sealed class CertifyTests
{
    [Fact]
    public async Task Certify_TrueFalseAndUnreadable_AreToldApart()
    {
        using var folder = new TemporaryFolder();
        string good = folder.File("good.json"), bad = folder.File("bad.json"), none = folder.File("none.json");
        Certificate certificate = Certificate.Of(KnownProblems.Find("circle-packing-2"), new Layout(2, 3, [0.25, 0.25, 0.25, 0.75, 0.25, 0.25]))!;
        CertificateFile.Write(good, certificate);
        await File.WriteAllTextAsync(bad, (await File.ReadAllTextAsync(good, TestContext.Current.CancellationToken))
            .Replace("\"numerator\": \"1\"", "\"numerator\": \"2\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        CliRun holds = await Cli.RunAsync("certify", good), fails = await Cli.RunAsync("certify", good, bad, none), missing = await Cli.RunAsync("certify", none);

        Assert.Equal([0, 1, 2], [holds.Code, fails.Code, missing.Code]);
        Assert.Contains("✓ holds", holds.Out, StringComparison.Ordinal);
        Assert.Contains("circle-packing-2: 2 disjoint circles in the unit square", holds.Out, StringComparison.Ordinal);
        Assert.Contains("exactly  1/2", holds.Out, StringComparison.Ordinal);
        Assert.Contains("The value claims more than the layout has.", fails.Out, StringComparison.Ordinal);
        Assert.Contains("There is no such file.", missing.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certify_AsJson_ListsEveryFile()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("text.json"), "\u001b[31mred", TestContext.Current.CancellationToken);

        CliRun run = await Cli.RunAsync("certify", folder.File("text.json"), "--json");

        Assert.Equal(2, run.Code);
        Assert.Contains("\"verdict\": \"cannot be read\"", run.Result, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Out);
    }
}
