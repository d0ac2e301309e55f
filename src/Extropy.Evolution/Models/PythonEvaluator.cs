using System.Text;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems;
using Extropy.Evolution.Sandbox;

namespace Extropy.Evolution.Models;

/// <summary>
/// Runs candidates written in Python in the sandbox, by the machine's <c>/usr/bin/python3</c> without its site packages' settings, and judges outside it
/// the layout that their <c>run()</c> returns.
/// </summary>
/// <param name="problem">Whose referee judges.</param>
/// <param name="sandbox">Where they run.</param>
/// <param name="limits">What they may use.</param>
public sealed class PythonEvaluator(IOpenProblem problem, ISandbox sandbox, SandboxLimits limits) : IEvaluator
{
    /// <summary>The interpreter, as this machine and the sandbox see it.</summary>
    public const string Interpreter = "/usr/bin/python3";

    private const string Mark = "\u001elayout:"; // stands before the layout: whatever a program prints before it is not read

    private static readonly string Ending =
        $"""


        if __name__ == "__main__":
            import json as _json
            _rows = _json.dumps([[float(_number) for _number in _row] for _row in run()])
            print("\x1elayout:" + _rows, flush=True)

        """.ReplaceLineEndings("\n");

    private readonly LayoutEvaluator _referee = new(problem);

    /// <inheritdoc/>
    public async ValueTask<Evaluation> EvaluateAsync(IReadOnlyList<Part> parts, CancellationToken cancellationToken)
    {
        Part? program = parts.FirstOrDefault(part => part.Name == LayoutTasks.PythonFile);
        if (program is null) return Evaluation.Refused(problem.Aim, $"There is no {LayoutTasks.PythonFile}.");
        var request = new SandboxRequest([Interpreter, "-I", "-B", "-"]) { Input = Encoding.UTF8.GetBytes(program.Text + Ending), Limits = limits };
        SandboxResult result = await sandbox.RunAsync(request, cancellationToken).ConfigureAwait(false);
        return result.Failure(limits) is { } failure ? Refused(failure) : Judged(result.OutputText);
    }

    /// <summary>The last layout that was printed; a program may have printed others before its end.</summary>
    private Evaluation Judged(string output)
    {
        int at = output.LastIndexOf(Mark, StringComparison.Ordinal);
        if (at < 0) return Refused("run() returned nothing");
        return LayoutPart.TryRead(output[(at + Mark.Length)..].Trim(), out Layout? layout) is { } fault ? Refused(fault) : _referee.Of(layout!); // no fault, a layout
    }

    private Evaluation Refused(string why) => Evaluation.Refused(problem.Aim, $"The program gave no layout: {why.TrimEnd('.')}.");
}
