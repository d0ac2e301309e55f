using System.CommandLine;
using System.CommandLine.Invocation;
using Spectre.Console;

namespace Extropy.Cli.Hosting;

/// <summary>The first page: what this is, the one command to try, and all commands.</summary>
/// <param name="terminal">Where to write.</param>
/// <param name="groups">The commands by heading.</param>
internal sealed class OverviewAction(Terminal terminal, (string Group, Command[] Commands)[] groups) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => false;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        IAnsiConsole page = terminal.Page;
        string name = Invocation.CommandName;
        page.MarkupLine("[bold]Extropy[/]  [grey]a search proposes, a verifier judges, a learner keeps[/]");
        page.WriteLine();
        page.MarkupLine($"  Try it:  [teal]{Markup.Escape(name)} solve knights-and-knaves[/]");
        foreach ((string heading, Command[] commands) in groups)
        {
            page.WriteLine();
            page.MarkupLine($"[bold]{heading}[/]");
            foreach (Command command in commands)
                page.MarkupLine($"  [teal]{command.Name,-11}[/]{Markup.Escape(command.Description ?? "")}");
        }

        page.WriteLine();
        page.MarkupLine($"[grey]{Markup.Escape(name)} <command> --help shows its flags.[/]");
        return ExitCode.Done;
    }
}
