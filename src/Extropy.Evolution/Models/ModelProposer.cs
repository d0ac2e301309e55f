using System.Globalization;
using Extropy.Core.Chance;
using Extropy.Core.Identity;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Providers.Calls;
using Extropy.Providers.Endpoints;

namespace Extropy.Evolution.Models;

/// <summary>
/// Proposes programs by asking a model: one call for each attempt. An answer that cannot be used is a refusal whose sentence the engine feeds back; an endpoint
/// that fails for good is an error that ends the run, since it says nothing about the program.
/// </summary>
/// <remarks>Thread-safe. The engine records proposals, so a run that is resumed asks only for what it had no answer to.</remarks>
public sealed class ModelProposer : IProposer
{
    private readonly ChatModel _model;
    private readonly ProgramTask _task;
    private readonly ModelProposerOptions _options;

    /// <summary>Creates a proposer.</summary>
    /// <param name="model">Who is asked.</param>
    /// <param name="task">What programs are for.</param>
    /// <param name="options">How it is asked.</param>
    /// <exception cref="Core.Errors.BadInputException">The task or the options make no sense.</exception>
    public ModelProposer(ChatModel model, ProgramTask task, ModelProposerOptions options)
    {
        task.Validate();
        options.Validate();
        _model = model;
        _task = task;
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => "model";

    /// <inheritdoc/>
    public bool IsPaid => true;

    /// <inheritdoc/>
    public async ValueTask<Proposal> ProposeAsync(ProposalRequest request, CancellationToken cancellationToken)
    {
        if (request.Patch == PatchKind.Seed) return Proposal.Of(_task.Start) with { Note = "start" };

        ModelCall call = CallOf(request);
        ModelReply reply = await _model.AskAsync(call, KeyOf(request, call), cancellationToken).ConfigureAwait(false);
        return Read(request, reply) with { Note = PatchReader.Note(reply.Text), Spending = reply.Spending };
    }

    /// <summary>The same for every attempt on the wire and after every stop: run, proposal, attempt and conversation decide it.</summary>
    private static string KeyOf(ProposalRequest request, ModelCall call)
    {
        using var builder = new DigestBuilder();
        if (request.IdempotencyKey is { } key) builder.Add(key);
        else builder.Add(request.Chance.Key);
        foreach (ModelTurn turn in call.Turns) builder.Add(turn.Text);
        return builder.Build().ToString();
    }

    private ModelCall CallOf(ProposalRequest request)
    {
        Draws draws = request.Chance.For("prompt").At(0);
        int rewrite = draws.NextInt(PatchInstructions.Rewrites.Length);
        return _options.Call(ProgramPrompt.Of(request, _task, rewrite, Recommendation(request), _options.LongestShown), ref draws);
    }

    /// <summary>One of the run's recommendations, for the kinds of patch that do not recombine.</summary>
    private static string? Recommendation(ProposalRequest request)
    {
        if (request.Recommendations.IsEmpty || PatchKinds.NeedsDonor(request.Patch)) return null;
        Draws draws = request.Chance.For("recommendation").At(0);
        return request.Recommendations[draws.NextInt(request.Recommendations.Length)];
    }

    private Proposal Read(ProposalRequest request, ModelReply reply)
    {
        switch (reply.End)
        {
            case ReplyEnd.Refused: return Proposal.Refused(reply.Text.Length > 0 ? $"The model declined: {FirstLine(reply.Text)}" : "The model declined.");
            case ReplyEnd.Overlong: return Proposal.Refused("The answer was larger than is read; be brief.");
            case ReplyEnd.Cut:
                return Proposal.Refused(string.Create(CultureInfo.InvariantCulture, $"The answer was cut at {_options.MaxOutputTokens} tokens; be brief."));
            case ReplyEnd.Complete:
            default: break;
        }

        var parts = request.Parent!.Parts; // a prompt was made, so there is one
        return PatchReader.Read(reply.Text, _task.TextOf(parts), _task.Language, request.Patch, _options.LongestProgram).Match(
            text => Proposal.Of(_task.With(parts, text)),
            failure => Proposal.Refused(failure.Reason));
    }

    private static string FirstLine(string text)
    {
        string line = text.Split('\n')[0].Trim();
        return line.Length <= 200 ? line : line[..200];
    }
}
