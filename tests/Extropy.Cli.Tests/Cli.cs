using System.Text.Json;
using Extropy.Cli.Hosting;

namespace Extropy.Cli.Tests;

/// <summary>Runs a command line in this process, with nobody at the terminal.</summary>
internal static class Cli
{
    public static async Task<CliRun> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code;
        using (var terminal = new Terminal(output, error))
        {
            code = await new CommandHost(terminal, TimeProvider.System).RunAsync(arguments, TestContext.Current.CancellationToken);
        }

        return new CliRun(code, output.ToString(), error.ToString());
    }
}

/// <summary>What a command line left behind.</summary>
internal sealed record CliRun(int Code, string Out, string Error)
{
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
