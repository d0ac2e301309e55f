using System.Diagnostics;
using Extropy.Evolution.Sandbox;
using Extropy.Testing.Files;

namespace Extropy.Docs.Tests;

/// <summary>A newcomer's way through a guide: its files written, its commands typed, what it promises printed.</summary>
[Trait("kind", "end-to-end")]
public sealed class GuideStepTests
{
    private const string Command = "./extropy ";

    [Fact]
    public async Task YourOwnOpenProblem_DoneStepByStep_PrintsWhatItSays()
    {
        SandboxStrength strength = (await ProcessSandbox.DetectAsync()).Strength;
        Assert.SkipUnless(strength.IsStrong && File.Exists("/usr/bin/python3"), "no isolation or no Python here; eng/install-sandbox.sh installs both");
        using var folder = new TemporaryFolder();
        GuideStep[] steps = [.. GuideStep.Of(File.ReadAllText(Repository.PathOf("docs/guide/your-own-open-problem.md")))];

        foreach (GuideStep step in steps)
        {
            if (step.File is { } file)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(folder.File(file))!); // files of the guide lie in a folder of their own
                await File.WriteAllTextAsync(folder.File(file), step.Text, TestContext.Current.CancellationToken);
                continue;
            }

            foreach (string line in step.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)) HasInOrder(await TypeAsync(line, folder), step.Output);
        }

        Assert.Equal((5, 5), (steps.Count(step => step.File is not null), steps.Count(step => step.File is null)));
    }

    [Fact]
    public void Steps_OfADocument_AreItsFilesAndCommandsInOrder()
    {
        GuideStep[] steps = [.. GuideStep.Of("```json a/b.json\n{}\n```\n\n```\nplain\n```\n\n```csharp\nint i;\n```\n\n```sh\n./extropy x\n```\n\n```text\none\ntwo\n```\n")];

        Assert.Equal(("a/b.json", "{}\n"), (steps[0].File, steps[0].Text));
        Assert.Equal((null, "./extropy x\n"), (steps[1].File, steps[1].Text));
        Assert.Equal(["one", "two"], steps[1].Output);
        Assert.Equal(2, steps.Length);
    }

    private static void HasInOrder(string printed, string[] lines)
    {
        int at = 0;
        foreach (string line in lines)
        {
            int found = printed.IndexOf(line, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{line}' is not printed, or not in this order:\n{printed}");
            at = found + line.Length;
        }
    }

    private static async Task<string> TypeAsync(string line, TemporaryFolder folder)
    {
        Assert.StartsWith(Command, line, StringComparison.Ordinal);
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "extropy.dll"), .. line[Command.Length..].Split(' ')])
        {
            WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["EXTROPY_HOME"] = folder.File("runs") },
        })!;
        Task<string> said = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string printed = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{line}\n{printed}{await said}");
        return printed;
    }
}
