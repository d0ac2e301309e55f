using System.CommandLine;
using System.CommandLine.Invocation;
using Spectre.Console;

namespace Extropy.Cli.Hosting;

/// <summary>The page of one command: how it is typed, its arguments and its flags.</summary>
/// <param name="terminal">Where to write.</param>
/// <param name="overview">The page of the root.</param>
internal sealed class HelpPageAction(Terminal terminal, OverviewAction overview) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        Command command = parseResult.CommandResult.Command;
        if (command is RootCommand) return overview.Invoke(parseResult);

        IAnsiConsole page = terminal.Page;
        string arguments = string.Concat(command.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues > 0 ? $" <{argument.Name}>" : $" [{argument.Name}]"));
        string path = command.Parents.OfType<Command>().FirstOrDefault() is { } parent and not RootCommand ? $"{parent.Name} {command.Name}" : command.Name;
        page.MarkupLine($"[bold]{Markup.Escape($"{Invocation.CommandName} {path}{arguments}{(command.Subcommands.Count > 0 ? " <command>" : " [flags]")}")}[/]");
        page.MarkupLine(Markup.Escape(command.Description ?? ""));

        List(page, "Commands", command.Subcommands.Select(sub => (sub.Name, sub.Description)));
        List(page, "Arguments", command.Arguments.Select(argument => (argument.Name, (string?)With(argument.Description, argument.HelpName))));
        if (command.Action is not null) List(page, "Flags", command.Options.Where(option => !option.Hidden).Select(option => (Typed(option), option.Description)));
        return ExitCode.Done;
    }

    private static void List(IAnsiConsole page, string heading, IEnumerable<(string Name, string? Text)> items)
    {
        (string Name, string? Text)[] all = [.. items];
        if (all.Length == 0) return;
        page.WriteLine();
        page.MarkupLine($"[bold]{heading}[/]");
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn(new GridColumn().PadRight(0));
        foreach ((string name, string? text) in all) grid.AddRow($"[teal]{Markup.Escape(name)}[/]", Markup.Escape(text ?? ""));
        page.Write(grid);
    }

    private static string Typed(Option option) => option.HelpName is { Length: > 0 } unit ? $"{option.Name} {unit}" : option.Name;

    private static string With(string? text, string? choices) => choices is { Length: > 0 } ? $"{text}: {choices.Replace("|", ", ", StringComparison.Ordinal)}" : text ?? "";
}
