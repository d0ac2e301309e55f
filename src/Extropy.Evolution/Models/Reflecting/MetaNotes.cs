using System.Collections.Immutable;
using System.Globalization;
using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Providers.Calls;
using Extropy.Providers.Endpoints;

namespace Extropy.Evolution.Models.Reflecting;

/// <summary>
/// Lets a model keep notes on the run: a summary of every new program, then the scratchpad written anew from the old one and the summaries, then up to five
/// recommendations from the scratchpad. A call that is declined, cut or empty leaves what it was to write as it was.
/// </summary>
/// <remarks>One call for each program, two more for all. Source: the published configuration, every 5 programs.</remarks>
public sealed class MetaNotes : IRunReflection
{
    /// <summary>Programs between two looks back. Source: the published configuration.</summary>
    public const int DefaultEvery = 5;

    /// <summary>Most recommendations. Source: the published configuration.</summary>
    public const int MostRecommendations = 5;

    /// <summary>Most characters of the scratchpad.</summary>
    public const int LongestScratchpad = 4000;

    /// <summary>Most characters of a recommendation.</summary>
    public const int LongestRecommendation = 400;

    /// <summary>Most characters of a summary.</summary>
    public const int LongestSummary = 600;

    private readonly ChatModel _model;
    private readonly ProgramTask _task;
    private readonly ModelProposerOptions _options;

    /// <summary>Creates it.</summary>
    /// <param name="model">Who is asked.</param>
    /// <param name="task">What programs are for.</param>
    /// <param name="options">How it is asked.</param>
    /// <param name="every">Programs between two looks back, at least 1.</param>
    /// <exception cref="BadInputException">The task or the options make no sense.</exception>
    public MetaNotes(ChatModel model, ProgramTask task, ModelProposerOptions options, int every)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        task.Validate();
        options.Validate();
        _model = model;
        _task = task;
        _options = options;
        Every = every;
    }

    /// <inheritdoc/>
    public string Name => "notes";

    /// <inheritdoc/>
    public int Every { get; }

    /// <inheritdoc/>
    public async ValueTask<Reflection> ReflectAsync(ReflectionRequest request, CancellationToken cancellationToken)
    {
        int programs = request.Fresh.Length;
        string[] summaries = await Task.WhenAll(Enumerable.Range(0, programs).Select(i => SummaryAsync(request, i, cancellationToken))).ConfigureAwait(false);
        string said = await AskAsync(request, NotesPrompt.Scratchpad(_task, request, [.. summaries]), programs, cancellationToken).ConfigureAwait(false);
        string scratchpad = ModelText.Block(ModelText.Unfenced(said), LongestScratchpad);
        if (scratchpad.Length == 0) return new Reflection(request.Memory, "The notes are as they were: no scratchpad was written.", request.Calls.Spending);

        string advice = await AskAsync(request, NotesPrompt.Recommendations(_task, request, scratchpad), programs + 1, cancellationToken).ConfigureAwait(false);
        ImmutableArray<string> recommendations = Read(advice);
        return new Reflection(
            request.Memory with { Scratchpad = scratchpad, Recommendations = recommendations.IsEmpty ? request.Memory.Recommendations : recommendations },
            recommendations.IsEmpty
                ? string.Create(CultureInfo.InvariantCulture, $"Notes on {programs} programs; the recommendations are as they were.")
                : string.Create(CultureInfo.InvariantCulture, $"Notes on {programs} programs and {recommendations.Length} recommendations."),
            request.Calls.Spending);
    }

    /// <summary>The recommendations in an answer: lines that begin with a hyphen, an asterisk or a number, the first five.</summary>
    internal static ImmutableArray<string> Read(string answer) =>
    [
        .. ModelText.Block(answer, answer.Length).Split('\n').Select(Item).OfType<string>()
            .Select(item => ModelText.Line(item, LongestRecommendation)).Where(item => item.Length > 0).Distinct(StringComparer.Ordinal).Take(MostRecommendations),
    ];

    private static string? Item(string line)
    {
        string text = line.Trim();
        if (text.StartsWith("- ", StringComparison.Ordinal) || text.StartsWith("* ", StringComparison.Ordinal)) return text[2..];
        int digits = text.TakeWhile(char.IsAsciiDigit).Count();
        return digits is > 0 and < 3 && digits + 1 < text.Length && text[digits] is '.' or ')' && text[digits + 1] == ' ' ? text[(digits + 2)..] : null;
    }

    private async Task<string> SummaryAsync(ReflectionRequest request, int index, CancellationToken cancellationToken)
    {
        Candidate candidate = request.Fresh[index];
        string said = await AskAsync(request, NotesPrompt.Summary(_task, candidate, request.Parents[index], _options.LongestShown), index, cancellationToken).ConfigureAwait(false);
        string summary = ModelText.Line(ModelText.Unfenced(said), LongestSummary);
        return summary.Length > 0 ? summary : ModelText.Line(candidate.Note ?? "no summary", LongestSummary);
    }

    /// <summary>The answer; empty where it is of no use.</summary>
    private async ValueTask<string> AskAsync(ReflectionRequest request, ImmutableArray<ModelTurn> turns, int slot, CancellationToken cancellationToken)
    {
        Draws draws = request.Chance.At(slot);
        ModelReply reply = await request.Calls.AskAsync(_model, _options.Call(turns, ref draws), slot, cancellationToken).ConfigureAwait(false);
        return reply.End == ReplyEnd.Complete ? reply.Text : "";
    }
}
