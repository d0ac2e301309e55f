using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems;
using Extropy.Evolution.Sandbox;
using Extropy.Evolution.Sandbox.CSharp;

namespace Extropy.Evolution.Models;

/// <summary>An evaluator of programs whose sandbox is opened when it is first needed: a run that is only looked at needs none.</summary>
internal sealed class SandboxedPrograms : IEvaluator, IAsyncDisposable
{
    private readonly IOpenProblem _problem;
    private readonly ModelSetting _setting;
    private readonly SandboxLimits _limits;
    private readonly Lazy<Task<IEvaluator>> _inner;
    private CSharpCandidates? _candidates;

    public SandboxedPrograms(IOpenProblem problem, ModelSetting setting, SandboxLimits limits)
    {
        _problem = problem;
        _setting = setting;
        _limits = limits;
        _inner = new Lazy<Task<IEvaluator>>(OpenAsync);
    }

    /// <summary>Opens the sandbox.</summary>
    /// <exception cref="Core.Errors.BadInputException">It is too weak for code of strangers here, and nobody allowed that.</exception>
    public Task PrepareAsync() => _inner.Value;

    public async ValueTask<Evaluation> EvaluateAsync(IReadOnlyList<Part> parts, CancellationToken cancellationToken)
    {
        IEvaluator inner = await _inner.Value.ConfigureAwait(false);
        return await inner.EvaluateAsync(parts, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _candidates?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<IEvaluator> OpenAsync()
    {
        ISandbox sandbox = await ProcessSandbox.RequireAsync(_setting.AllowsWeakSandbox).ConfigureAwait(false);
        if (_setting.Language == ProgramLanguage.Python)
        {
            if (!File.Exists(PythonEvaluator.Interpreter)) throw new Core.Errors.BadInputException($"There is no {PythonEvaluator.Interpreter} here to run Python candidates; install it, or let the model write C#.");
            return new PythonEvaluator(_problem, sandbox, _limits);
        }

        _candidates = new CSharpCandidates(sandbox, new CSharpCandidatesOptions { Limits = _limits });
        return new CSharpEvaluator(_problem, _candidates);
    }
}
