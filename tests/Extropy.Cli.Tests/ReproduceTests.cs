using System.Text.Json;
using Extropy.Catalog.Systems;

namespace Extropy.Cli.Tests;

/// <summary><c>reproduce</c> of an experiment of many runs: goes on from files, gives the recorded result, draws its figures.</summary>
public sealed class ReproduceTests : IDisposable
{
    private static readonly string Committed =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "docs", "results", "bes-open-problems"));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("extropy-reproduce-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task OpenProblems_WithAMissingRun_MakesItAgainAndGivesTheRecordedResult()
    {
        const string missing = "heilbronn-convex-13-r-s4.json";
        foreach (string file in Directory.GetFiles(Committed, "*.json")) File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        File.Delete(Path.Combine(_folder.FullName, missing));

        CliRun run = await Cli.RunAsync("reproduce", "bes-open-problems", "--results", _folder.FullName, "--json");

        using var document = JsonDocument.Parse(run.Out);
        using JsonDocument recorded = JsonDocument.Parse(RecordedResults.Of("bes-open-problems") ?? "");
        Assert.True(JsonElement.DeepEquals(recorded.RootElement, document.RootElement.GetProperty("result")));
        Assert.Equal(File.ReadAllText(Path.Combine(Committed, missing)), File.ReadAllText(Path.Combine(_folder.FullName, missing)));
        string page = File.ReadAllText(document.RootElement.GetProperty("measured").GetProperty("report").GetString()!);
        Assert.Equal(16, page.Split("<path class=\"band arm").Length - 1);
        Assert.Equal(16, page.Split("<path class=\"line arm").Length - 1);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenProblems_IntoAFolderOfAnotherSize_IsRefused()
    {
        string file = Path.Combine(_folder.FullName, "circle-packing-26-r-s1.json");
        File.WriteAllText(file, File.ReadAllText(Path.Combine(Committed, "circle-packing-26-r-s1.json")).Replace("\"evaluations\": 400", "\"evaluations\": 60", StringComparison.Ordinal));

        CliRun run = await Cli.RunAsync("reproduce", "bes-open-problems", "--results", _folder.FullName);

        Assert.Equal(2, run.Code);
        Assert.Contains("holds 60 evaluations", run.Error, StringComparison.Ordinal);
    }
}
