using System.Diagnostics;
using Extropy.Search.Strategies;

namespace Extropy.Tasks.Tests;

/// <summary>Every sample runs and prints every line of its expected.txt; strategies added later may print more.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task YourOwnTask_Runs_PrintsWhatIsExpected()
    {
        string sample = Path.Combine(AppContext.BaseDirectory, "YourOwnTask.dll");
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [sample])
        {
            RedirectStandardOutput = true,
        };

        using Process process = Process.Start(start)!; // never null without the shell
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(KnownStrategies.Names, lines.Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]));
        Assert.All(await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Samples", "01-expected.txt")), line => Assert.Contains(line, lines));
    }
}
