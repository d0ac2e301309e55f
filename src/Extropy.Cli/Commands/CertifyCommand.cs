using System.CommandLine;
using System.Text.Json.Nodes;
using Extropy.Certificates;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Spectre.Console;

namespace Extropy.Cli.Commands;

/// <summary><c>extropy certify FILE…</c>: whether certificates hold, decided by arithmetic that shares no code with the search.</summary>
internal static class CertifyCommand
{
    private const int LongestShown = 160;

    /// <summary>The command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("certify", "check certificates of open problems, exactly and independently of the search");
        Argument<string[]> files = Flags.Several("file", "certificate files that evolve wrote");
        command.Add(files);
        host.Handle(command, invocation => Task.FromResult(Run(invocation, invocation.Get(files)!))); // required
        return command;
    }

    private static int Run(Invocation invocation, string[] files)
    {
        List<(string File, CertificateOutcome Outcome)> checks = [];
        foreach (string file in files)
        {
            invocation.Cancellation.ThrowIfCancellationRequested();
            checks.Add((file, CertificateCheck.OfFile(file)));
        }

        if (invocation.Json) JsonResult.Write(invocation.Terminal.Out, new JsonArray([.. checks.Select(check => ToJson(check.File, check.Outcome))]), Measured.Of(invocation));
        else checks.ForEach(check => Show(invocation.Terminal.Page, check.File, check.Outcome));
        return checks.Exists(check => check.Outcome.Verdict == CertificateVerdict.DoesNotHold) ? ExitCode.Failed
            : checks.Exists(check => check.Outcome.Verdict == CertificateVerdict.Unreadable) ? ExitCode.BadInput
            : ExitCode.Done;
    }

    private static JsonNode ToJson(string file, CertificateOutcome outcome) => new JsonObject
    {
        ["file"] = file,
        ["verdict"] = Word(outcome.Verdict),
        ["reason"] = outcome.Reason,
        ["problem"] = outcome.Problem,
        ["asked"] = outcome.Asked,
        ["value"] = outcome.Value,
        ["decimal"] = outcome.Decimal,
        ["tolerance"] = 0,
    };

    private static void Show(IAnsiConsole page, string file, CertificateOutcome outcome)
    {
        string colour = outcome.Verdict == CertificateVerdict.Holds ? "green" : "red", mark = outcome.Verdict == CertificateVerdict.Holds ? "✓" : "✗";
        page.MarkupLine($"[{colour}]{mark} {Word(outcome.Verdict)}[/]  {Markup.Escape(SafeText.Short(file, LongestShown))}");
        page.MarkupLine($"  {Markup.Escape(SafeText.Short(outcome.Reason, 2 * LongestShown))}");
        if (outcome.Problem is not { } problem) return;
        Pages.Pairs(
            page,
            ("problem", Markup.Escape($"{problem}: {outcome.Asked}")),
            ("claimed", Markup.Escape(SafeText.Short(outcome.Decimal!, LongestShown))), // set with the problem
            ("exactly", Markup.Escape(SafeText.Short(outcome.Value!, LongestShown))));
    }

    private static string Word(CertificateVerdict verdict) => verdict switch
    {
        CertificateVerdict.Holds => "holds",
        CertificateVerdict.DoesNotHold => "does not hold",
        _ => "cannot be read",
    };
}
