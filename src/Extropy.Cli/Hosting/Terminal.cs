using Extropy.Cli.Output;
using Spectre.Console;

namespace Extropy.Cli.Hosting;

/// <summary>
/// Where a command writes. Results go to the output, progress and errors to the error stream, so <c>--json</c> can be piped while a
/// person still watches.
/// </summary>
internal sealed class Terminal : IDisposable
{
    private const int PlainWidth = 140;
    private const int WidestPage = 140;
    private readonly Lazy<IAnsiConsole> _page;
    private readonly Lazy<IAnsiConsole> _progress;

    /// <summary>Creates a terminal over two writers.</summary>
    /// <param name="output">For results.</param>
    /// <param name="error">For progress and errors.</param>
    /// <param name="outputIsTerminal">A person reads the output: colours are used.</param>
    /// <param name="errorIsTerminal">A person reads the error stream: progress is drawn in place.</param>
    public Terminal(TextWriter output, TextWriter error, bool outputIsTerminal = false, bool errorIsTerminal = false)
    {
        Out = output;
        Error = error;
        IsLive = errorIsTerminal;
        _page = new(() => Make(output, outputIsTerminal));
        _progress = new(() => Make(error, errorIsTerminal));
    }

    /// <summary>For JSON and plain lines.</summary>
    public TextWriter Out { get; }

    /// <summary>For progress lines and error sentences.</summary>
    public TextWriter Error { get; }

    /// <summary>Progress may be drawn in place.</summary>
    public bool IsLive { get; }

    /// <summary>The output as a page with styles; plain text when nobody looks.</summary>
    public IAnsiConsole Page => _page.Value;

    /// <summary>The error stream with styles, for the live view.</summary>
    public IAnsiConsole Progress => _progress.Value;

    /// <summary>The terminal this process was started from.</summary>
    public static Terminal OfProcess() => new(
        new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = false, NewLine = "\n" },
        new StreamWriter(Console.OpenStandardError()) { AutoFlush = true, NewLine = "\n" },
        !Console.IsOutputRedirected,
        !Console.IsErrorRedirected);

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush(Out);
        Flush(Error);
    }

    private static void Flush(TextWriter writer)
    {
        try
        {
            writer.Flush();
        }
        catch (IOException)
        {
            // the reader of a pipe has gone (| head): nobody is left to tell
        }
    }

    private static IAnsiConsole Make(TextWriter writer, bool isTerminal)
    {
        bool plain = !isTerminal || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(isTerminal ? writer : new TrimmedLines(writer)),
        });
        console.Profile.Capabilities.Unicode = true;
        if (!isTerminal) console.Profile.Width = PlainWidth;
        else if (console.Profile.Width > WidestPage) console.Profile.Width = WidestPage;
        return console;
    }
}
