using System.Collections.Immutable;
using System.CommandLine;
using Extropy.Core.Errors;
using Extropy.Evolution.Engine;

namespace Extropy.Cli.Hosting;

/// <summary>Parses what was typed, runs the command, and turns every fault into one sentence and an exit code.</summary>
/// <param name="terminal">Where to write.</param>
/// <param name="time">The clock.</param>
internal sealed class CommandHost(Terminal terminal, TimeProvider time)
{
    private const string TraceVariable = "EXTROPY_TRACE";

    /// <summary>Where to write.</summary>
    public Terminal Terminal { get; } = terminal;

    /// <summary>Who can propose in <c>evolve</c>, the default first.</summary>
    public ImmutableArray<KnownProposer> Proposers { get; init; } = KnownProposers.All;

    /// <summary>What was typed after the program's name.</summary>
    public ImmutableArray<string> Arguments { get; private set; } = [];

    /// <summary>The run to go on with instead of starting a new one, or null.</summary>
    public string? ResumeId { get; private set; }

    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">What was typed after the program's name.</param>
    /// <param name="cancellation">Stops the command.</param>
    /// <param name="resumeId">The run to go on with instead of starting a new one, or null.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(string[] arguments, CancellationToken cancellation, string? resumeId = null)
    {
        Arguments = [.. arguments];
        ResumeId = resumeId;
        try
        {
            ParseResult parsed = CommandTree.Create(this)
                .Parse(arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
            if (SyntaxErrors.Sentence(parsed) is { } sentence) return Complain(sentence, ExitCode.BadInput);
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = Terminal.Out,
                    Error = Terminal.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                cancellation);
        }
        catch (BadInputException fault)
        {
            return Complain(fault.Message, ExitCode.BadInput);
        }
        catch (ExtropyException fault)
        {
            return Complain(fault.Message, ExitCode.Failed);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Cancelled;
        }
        catch (OutOfMemoryException)
        {
            return Complain("memory ran out; what was committed is kept. Ask for less at once: fewer prompts, smaller groups, shorter answers, or fewer --workers", ExitCode.Failed);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Complain(fault.Message, ExitCode.Failed);
        }
#pragma warning disable CA1031 // the process boundary: whatever else happens is a fault of ours, said without a stack trace
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (Environment.GetEnvironmentVariable(TraceVariable) is { Length: > 0 }) Terminal.Error.WriteLine(fault);
            return Complain(
                $"this should not happen ({fault.GetType().Name}: {fault.Message.ReplaceLineEndings(" ")}); {TraceVariable}=1 shows where, please report it",
                ExitCode.Failed);
        }
    }

    /// <summary>Gives a command its body.</summary>
    public void Handle(Command command, Func<Invocation, Task<int>> body)
    {
        command.Add(CommonFlags.Seed);
        command.Add(CommonFlags.Json);
        command.Add(CommonFlags.Workers);
        command.SetAction((parsed, cancellation) => body(new Invocation(parsed, this, time, cancellation)));
    }

    private int Complain(string sentence, int code)
    {
        string clean = Output.SafeText.Line(sentence).TrimEnd();
        Terminal.Out.Flush();
        Terminal.Error.WriteLine($"extropy: {clean}{(clean.EndsWith('.') || clean.EndsWith('?') ? "" : ".")}");
        return code;
    }
}
