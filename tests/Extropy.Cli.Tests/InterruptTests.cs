using System.Diagnostics;
using System.Globalization;

namespace Extropy.Cli.Tests;

/// <summary>Ctrl-C on a real process.</summary>
public sealed class InterruptTests
{
    [Fact]
    public async Task Interrupt_OfALongRun_ExitsWith130AndTheResumeLine()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "extropy.dll"),
            "compare", "persona-facts", "--puzzles", "100000", "--tokens", "2000", "--strategies", "guess", "--seed", "130",
        ];
        using Process command = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        string run = await command.StandardError.ReadLineAsync(cancellation) ?? "";
        await command.StandardError.ReadLineAsync(cancellation); // the forecast: the searches begin

        using (Process kill = Process.Start("kill", ["-INT", command.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync(cancellation);
        string rest = await command.StandardError.ReadToEndAsync(cancellation);
        await command.WaitForExitAsync(cancellation);
        string id = run.Split(' ')[1];
        CliRun show = await Cli.RunAsync("runs", "show", id, "--json");

        Assert.Equal(130, command.ExitCode);
        Assert.EndsWith($"Go on with: extropy runs resume {id}\n", rest.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("\"state\": \"interrupted\"", show.Result, StringComparison.Ordinal);
    }
}
