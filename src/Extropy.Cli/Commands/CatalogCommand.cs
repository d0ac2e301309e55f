using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Extropy.Catalog.Systems;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Core.Errors;
using Extropy.Core.Text;
using Spectre.Console;

namespace Extropy.Cli.Commands;

/// <summary><c>extropy catalog [system]</c>: the published systems and how far each has come.</summary>
internal static class CatalogCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("catalog", "the 48 published systems: source, place in the house, state");
        Argument<string?> system = Flags.Free("system", "show one system only", required: false);
        command.Add(system);
        host.Handle(command, invocation => Task.FromResult(Run(invocation, invocation.Get(system))));
        return command;
    }

    private static int Run(Invocation invocation, string? id)
    {
        ImmutableArray<PublishedSystem> systems = id is null ? PublishedSystems.All : [Find(id)];
        if (invocation.Json)
        {
            JsonResult.Write(invocation.Terminal.Out, ToJson(systems), Measured.Of(invocation));
            return ExitCode.Done;
        }

        IAnsiConsole page = invocation.Terminal.Page;
        Table table = Pages.Table("system", "title", "arXiv", "room", "state");
        foreach (PublishedSystem system in systems)
        {
            string name = system.Alias is null ? system.Id : $"{system.Id}, {system.Alias}";
            table.AddRow(
                $"[teal]{Markup.Escape(name)}[/]",
                Markup.Escape(system.Title),
                system.ArXiv,
                Markup.Escape(system.Rooms),
                system.State == SystemState.Works ? "[green]works[/]" : "[grey]planned[/]");
        }

        page.Write(table);
        int works = systems.Count(system => system.State == SystemState.Works);
        if (id is null) page.MarkupLine($"[grey]{systems.Length} published systems; {works} {(works == 1 ? "works" : "work")}. A row works when its experiments ran and their results are committed.[/]");
        foreach (string experiment in systems.Where(_ => id is not null).SelectMany(system => system.Experiments))
            page.MarkupLine($"  [teal]{Markup.Escape($"{Invocation.CommandName} reproduce {experiment}")}[/]  recorded: {RecordedResults.VerdictOf(experiment) ?? "not yet"}");
        return ExitCode.Done;
    }

    private static PublishedSystem Find(string id) =>
        PublishedSystems.Find(id) ?? throw new BadInputException(
            $"{NearestNames.Message("system", id, [.. PublishedSystems.All.Select(system => system.Id)])}");

    private static JsonArray ToJson(ImmutableArray<PublishedSystem> systems) => new([.. systems.Select(system => (JsonNode)new JsonObject
    {
        ["id"] = system.Id,
        ["alias"] = system.Alias,
        ["title"] = system.Title,
        ["source"] = $"arXiv:{system.ArXiv}",
        ["rooms"] = system.Rooms,
        ["kind"] = system.Kind,
        ["state"] = system.State == SystemState.Works ? "works" : "planned",
        ["experiments"] = JsonResult.List(system.Experiments),
    })]);
}
