using System.Diagnostics;

namespace Extropy.Tasks.Tests;

/// <summary>Every sample runs and prints what its expected.txt says.</summary>
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
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Samples", "01-expected.txt")), output);
    }
}
