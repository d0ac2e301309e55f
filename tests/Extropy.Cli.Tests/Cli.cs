using System.Text.Json;
using System.Text.RegularExpressions;
using Extropy.Cli.Hosting;

namespace Extropy.Cli.Tests;

/// <summary>Runs a command line in this process, with nobody at the terminal.</summary>
internal static class Cli
{
    public static Task<CliRun> RunAsync(params string[] arguments) => RunAsync(TestContext.Current.CancellationToken, arguments);

    public static async Task<CliRun> RunAsync(CancellationToken cancellation, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code;
        using (var terminal = new Terminal(output, error))
        {
            code = await new CommandHost(terminal, TimeProvider.System).RunAsync(arguments, cancellation);
        }

        return new CliRun(code, output.ToString(), error.ToString());
    }
}

/// <summary>What a command line left behind.</summary>
internal sealed record CliRun(int Code, string Out, string Error)
{
    /// <summary>The run's name, from the line that every recorded command begins with.</summary>
    public string Id => Error.Split(' ')[1];

    /// <summary>The output without what depends on the clock.</summary>
    public string Page => Regex.Replace(Regex.Replace(Out, @"(?m)^(  time +).*$", "$1(measured)"), @"solve-s(\d+)-\d+", "solve-s$1-N");

    /// <summary>The <c>result</c> of a JSON answer, as text.</summary>
    public string Result
    {
        get
        {
            using var document = JsonDocument.Parse(Out);
            return document.RootElement.GetProperty("result").GetRawText();
        }
    }
}
