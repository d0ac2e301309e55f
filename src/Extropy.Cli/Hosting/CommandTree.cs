using System.CommandLine;
using System.CommandLine.Help;
using Extropy.Cli.Commands;

namespace Extropy.Cli.Hosting;

/// <summary>All commands, grouped as the overview shows them.</summary>
internal static class CommandTree
{
    /// <summary>The root with every command below it.</summary>
    public static RootCommand Create(CommandHost host)
    {
        var root = new RootCommand("self-improving language models through search and entropy-controlled learning");
        root.Directives.Clear();
        (string Group, Command[] Commands)[] groups =
        [
            ("Search", [SolveCommand.Create(host), EvolveCommand.Create(host), CompareCommand.Create(host)]),
            ("Learn", [ImproveCommand.Create(host), EvalCommand.Create(host), RolloutsCommand.Create(host), PretrainCommand.Create(host)]),
            ("Keep", [RunsCommand.Create(host), TasksCommand.Create(host)]),
            ("Know", [ReproduceCommand.Create(host), CatalogCommand.Create(host), CertifyCommand.Create(host), DoctorCommand.Create(host)]),
        ];
        foreach (Command command in groups.SelectMany(group => group.Commands)) root.Add(command);

        var overview = new OverviewAction(host.Terminal, groups);
        root.Action = overview;
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
        {
            help.Description = "show this page";
            help.Action = new HelpPageAction(host.Terminal, overview);
        }

        return root;
    }
}
