using System.Globalization;
using Extropy.Core.Accounting;
using Extropy.Core.Identity;
using Extropy.Providers.Calls;
using Extropy.Providers.Endpoints;
using Extropy.Providers.Recording;
using Extropy.Runs.Effects;

namespace Extropy.Evolution.Engine;

/// <summary>
/// Asks models on behalf of one step of a run. Every answer is on record before it is used, one by one, so that a run that is stopped in the middle of the step
/// asks only for what is missing; the key under which a call is made stays the same then, and no other run has it.
/// </summary>
/// <remarks>Thread-safe: calls of different slots may be under way at once. Without a journal it only asks.</remarks>
public sealed class RunCalls
{
    private readonly Journal? _journal;
    private readonly Digest _run;
    private readonly string _path;
    private readonly Lock _gate = new();
    private Spending _spending;

    internal RunCalls(Journal? journal, Digest run, string path)
    {
        _journal = journal;
        _run = run;
        _path = path;
    }

    /// <summary>Calls that no journal remembers.</summary>
    public static RunCalls Unrecorded() => new(null, default, "");

    /// <summary>What the answers so far have cost, those from the record included.</summary>
    public Spending Spending
    {
        get
        {
            lock (_gate) return _spending;
        }
    }

    /// <summary>Asks.</summary>
    /// <param name="model">Who is asked.</param>
    /// <param name="call">What is asked.</param>
    /// <param name="slot">Which call of the step; each is made once.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="EndpointException">There was no answer; nothing is on record.</exception>
    /// <exception cref="ReplayDivergenceException">The record answers another question.</exception>
    public async ValueTask<ModelReply> AskAsync(ChatModel model, ModelCall call, int slot, CancellationToken cancellationToken)
    {
        ModelConversation talk = new RecordedModel(model, _journal).Open(_run, string.Create(CultureInfo.InvariantCulture, $"{_path}/{slot}"));
        ModelReply reply = await talk.AskAsync(call, cancellationToken).ConfigureAwait(false);
        lock (_gate) _spending += reply.Spending;
        return reply;
    }
}
