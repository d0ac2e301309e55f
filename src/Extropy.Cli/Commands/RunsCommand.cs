using System.CommandLine;
using Extropy.Cli.Hosting;
using Extropy.Cli.Running;

namespace Extropy.Cli.Commands;

/// <summary><c>extropy runs …</c>: everything that was ever run here.</summary>
internal static class RunsCommand
{
    private const long MostDays = 36_500;
    private const long MostMegabytes = 1L << 40;

    /// <summary>The command with its six parts.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("runs", "list, show, resume, export, report and clear runs");
        command.Add(List(host));
        command.Add(WithId(host, "show", "what a run is, where it stands, what it cost", RunPages.Show));
        command.Add(Resume(host));
        command.Add(Export(host));
        command.Add(Report(host));
        command.Add(Collect(host));
        return command;
    }

    private static Command List(CommandHost host)
    {
        var command = new Command("list", "all runs, oldest first");
        host.Handle(command, invocation => Task.FromResult(RunPages.List(invocation)));
        return command;
    }

    private static Command Resume(CommandHost host)
    {
        var command = new Command("resume", "go on with a run where it stopped; a finished one is shown again without spending");
        Argument<string?> id = Id();
        Option<bool> salvage = Flags.Switch("--salvage", "go on from what is whole of a damaged journal");
        command.Add(id);
        command.Add(salvage);
        host.Handle(command, invocation => RunResume.RunAsync(invocation, invocation.Get(id)!, invocation.Get(salvage))); // required
        return command;
    }

    private static Command Export(CommandHost host)
    {
        var command = new Command("export", "write a run's pool as JSON lines, one trajectory a line");
        Argument<string?> id = Id();
        Option<string?> file = Flags.Text("--out", "FILE", "where to write (default: the output)");
        Option<bool> trace = Flags.Switch("--trace", "every event instead, from which the whole search can be rebuilt");
        command.Add(id);
        command.Add(file);
        command.Add(trace);
        host.Handle(command, invocation => RunExport.RunAsync(invocation, invocation.Get(id)!, invocation.Get(file), invocation.Get(trace))); // required
        return command;
    }

    private static Command Report(CommandHost host)
    {
        var command = new Command("report", "write one self-contained HTML file: search tree or gallery, goals over time, entropy");
        Argument<string?> id = Id();
        Option<string?> file = Flags.Text("--out", "FILE", "where to write (default: report.html in the run's folder)");
        command.Add(id);
        command.Add(file);
        host.Handle(command, invocation => RunReport.RunAsync(invocation, invocation.Get(id)!, invocation.Get(file))); // required
        return command;
    }

    private static Command Collect(CommandHost host)
    {
        var command = new Command("gc", "delete finished runs by age or size; runs that can be resumed always stay");
        Option<long?> days = Flags.Whole("--older-than-days", "N", "finished runs older than this", 0, MostDays);
        Option<long?> megabytes = Flags.Whole("--keep-mb", "N", "oldest finished runs until all together take no more than this", 0, MostMegabytes);
        Option<bool> dryRun = Flags.Switch("--dry-run", "show what would go; delete nothing");
        command.Add(days);
        command.Add(megabytes);
        command.Add(dryRun);
        host.Handle(command, invocation => Task.FromResult(
            RunCollection.Run(invocation, invocation.Get(days), invocation.Get(megabytes), invocation.Get(dryRun))));
        return command;
    }

    private static Command WithId(CommandHost host, string name, string description, Func<Invocation, string, int> body)
    {
        var command = new Command(name, description);
        Argument<string?> id = Id();
        command.Add(id);
        host.Handle(command, invocation => Task.FromResult(body(invocation, invocation.Get(id)!))); // required
        return command;
    }

    private static Argument<string?> Id() => Flags.Free("run", "the run's name, as runs list shows it", required: true);
}
