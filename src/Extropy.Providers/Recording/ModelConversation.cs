using Extropy.Providers.Calls;
using Extropy.Providers.Endpoints;
using Extropy.Runs.Effects;

namespace Extropy.Providers.Recording;

/// <summary>Calls that follow each other, each answered from the record or live. Sequential: one call at a time.</summary>
public sealed class ModelConversation
{
    private static readonly string[] Fields = ["model", "conversation", "most output tokens", "temperature", "reasoning"];

    private readonly ChatModel _model;
    private readonly EffectStream? _stream;
    private long _ordinal;

    internal ModelConversation(ChatModel model, EffectStream? stream)
    {
        _model = model;
        _stream = stream;
    }

    /// <summary>Calls made again because a stopped process left no answer on record: each may have been charged twice.</summary>
    public int PossiblyChargedCalls { get; private set; }

    /// <summary>Asks.</summary>
    /// <exception cref="EndpointException">There was no answer; nothing is on record.</exception>
    /// <exception cref="Accounts.MoneyCapException">The account could not pay. Nothing was sent.</exception>
    /// <exception cref="ReplayDivergenceException">The record answers another question.</exception>
    public async ValueTask<ModelReply> AskAsync(ModelCall call, CancellationToken cancellationToken)
    {
        long ordinal = _ordinal++;
        if (_stream is null) return await _model.AskAsync(call, idempotencyKey: null, cancellationToken).ConfigureAwait(false);

        EffectRequest request = Digest(call);
        if (_stream.TryReplay(ordinal, request, out ReadOnlyMemory<byte> payload))
        {
            ModelReply recorded = Read(ordinal, payload);
            _model.Account.Replay(_model.Name, recorded);
            return recorded;
        }

        ModelReply reply = await _model.AskAsync(call, _stream.IdempotencyKey(ordinal), () => AnnounceAsync(ordinal), cancellationToken).ConfigureAwait(false);
        await _stream.AppendAsync(ordinal, request, ReplyCodec.Write(reply), isDurable: true).ConfigureAwait(false);
        return reply;
    }

    private async ValueTask AnnounceAsync(long ordinal)
    {
        if (await _stream!.AnnounceAsync(ordinal).ConfigureAwait(false)) PossiblyChargedCalls++; // only called with a journal
    }

    private EffectRequest Digest(ModelCall call) => new(EffectKind.Reply, Fields,
    [
        _model.Identity.Weights.High,
        call.TurnsDigest().High,
        (ulong)call.MaxOutputTokens,
        call.Temperature is { } temperature ? BitConverter.DoubleToUInt64Bits(temperature) : ulong.MaxValue,
        (ulong)call.Reasoning,
    ]);

    private ModelReply Read(long ordinal, ReadOnlyMemory<byte> payload)
    {
        try
        {
            return ReplyCodec.Read(payload.Span);
        }
        catch (InvalidDataException fault)
        {
            throw _stream!.Damaged(ordinal, fault.Message); // only called with a record at hand
        }
    }
}
