using System.Globalization;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Core.Outcomes;
using Extropy.Providers.Accounts;
using Extropy.Providers.Calls;
using Extropy.Providers.Pricing;
using Extropy.Search.Contracts;
using Microsoft.Extensions.AI;
using Polly.Timeout;

namespace Extropy.Providers.Endpoints;

/// <summary>
/// A model that is asked over a chat client: an OpenAI-compatible endpoint (see <see cref="Endpoint"/>), or any <see cref="IChatClient"/> of
/// your own. Meters every call. Journals nothing: see <see cref="Recording.RecordedModel"/>.
/// </summary>
/// <remarks>Thread-safe when the client is. Owns the client.</remarks>
public sealed class ChatModel : IDisposable
{
    private readonly IChatClient _client;
    private readonly bool _acceptsOtherModel;
    private readonly string _place;

    /// <summary>Wraps a client that comes with its own retries and limits.</summary>
    /// <param name="client">Who is asked; disposed with this.</param>
    /// <param name="model">The model's name, part of every record.</param>
    /// <param name="price">What it costs, or null when that is unknown.</param>
    /// <param name="account">Where the cost is noted.</param>
    /// <exception cref="BadInputException">The account has a money limit and the price is unknown.</exception>
    public ChatModel(IChatClient client, string model, ModelPrice? price, ModelAccount account)
        : this(client, model, price, account, place: "the chat client", acceptsOtherModel: true, hasKey: false, keySource: null)
    {
    }

    internal ChatModel(
        IChatClient client, string model, ModelPrice? price, ModelAccount account, string place, bool acceptsOtherModel, bool hasKey, string? keySource)
    {
        _client = client;
        _place = place;
        _acceptsOtherModel = acceptsOtherModel;
        HasKey = hasKey;
        KeySource = keySource;
        Name = model;
        Price = price;
        Account = account;
        Identity = new PolicyIdentity(model, 1, Digest.Of("chat model").Derive(model));
        account.Admit(model, price);
    }

    /// <summary>The model's name.</summary>
    public string Name { get; }

    /// <summary>What it costs, or null when that is unknown.</summary>
    public ModelPrice? Price { get; }

    /// <summary>Where the cost is noted.</summary>
    public ModelAccount Account { get; }

    /// <summary>True when calls carry a key: they are taken to cost money.</summary>
    public bool HasKey { get; }

    /// <summary>Identity for records: the name, since an endpoint does not tell its weights.</summary>
    public PolicyIdentity Identity { get; }

    /// <summary>Where the key comes from, or null.</summary>
    internal string? KeySource { get; }

    /// <summary>Asks, with every attempt the endpoint's options allow, and notes the cost.</summary>
    /// <param name="call">The question.</param>
    /// <param name="idempotencyKey">The same for every attempt and every resume, or null.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="EndpointException">There was no answer, or not one of this model.</exception>
    /// <exception cref="MoneyCapException">The account could not pay the most that the call can cost. Nothing was sent.</exception>
    public ValueTask<ModelReply> AskAsync(ModelCall call, string? idempotencyKey, CancellationToken cancellationToken) =>
        AskAsync(call, idempotencyKey, announce: null, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Asks, and announces the call once it is certain that it can be paid and before anything is sent.</summary>
    internal async ValueTask<ModelReply> AskAsync(
        ModelCall call, string? idempotencyKey, Func<ValueTask>? announce, CancellationToken cancellationToken)
    {
        call.Validate();
        decimal reserved = Account.Reserve(this, call);
        var tally = new CallTally(idempotencyKey);
        ModelReply? reply = null;
        try
        {
            if (announce is not null) await announce().ConfigureAwait(false);
            CallTally.Current = tally;
            reply = await ReplyAsync(call, tally, cancellationToken).ConfigureAwait(false);
            return reply;
        }
        finally
        {
            CallTally.Current = null;
            Account.Settle(Name, reserved, reply, tally.Attempts, tally.Uncertain);
        }
    }

    private async ValueTask<ModelReply> ReplyAsync(ModelCall call, CallTally tally, CancellationToken cancellationToken)
    {
        ChatResponse response;
        try
        {
            response = await _client.GetResponseAsync(ChatForm.Turns(call), ChatForm.Options(call, Name), cancellationToken).ConfigureAwait(false);
        }
        catch (ReplyOverlongException)
        {
            return Ended(call, tally, ReplyEnd.Overlong, "");
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested && fault is not ExtropyException)
        {
            if (tally.IsOverlong) return Ended(call, tally, ReplyEnd.Overlong, "");
            if (tally is { Status: 400, Code: "content_filter" }) return Ended(call, tally, ReplyEnd.Refused, tally.Complaint ?? "") with { Usage = default, IsUsageBound = false, Money = Price is null ? null : 0 };
            throw Fault(fault, tally);
        }
        catch (Exception fault) when (cancellationToken.IsCancellationRequested && fault is not (OperationCanceledException or ExtropyException))
        {
            throw new OperationCanceledException(fault.Message, fault, cancellationToken); // the client library may stumble over an answer that is taken away
        }

        string model = response.ModelId ?? Name;
        if (!_acceptsOtherModel && !IsAskedFor(model))
        {
            throw new EndpointException(FailureKind.Invalid, $"{_place} was asked for the model '{Name}' and '{Short(model)}' answered; name that one if it is meant")
            {
                Status = tally.Status, Attempts = tally.Attempts, UncertainAttempts = tally.Uncertain + 1,
            };
        }

        (TokenUsage usage, bool isBound) = ChatForm.Usage(response.Usage, call);
        return new ModelReply(ChatForm.Text(response), model, ChatForm.End(response), usage)
        {
            IsUsageBound = isBound,
            Money = Price?.Of(usage),
            Attempts = Math.Max(1, tally.Attempts),
            UncertainAttempts = tally.Uncertain,
        };
    }

    /// <summary>A reply of which nothing is known but that it came: charged as the most it can cost.</summary>
    private ModelReply Ended(ModelCall call, CallTally tally, ReplyEnd end, string text)
    {
        TokenUsage bound = ChatForm.Bound(call);
        return new ModelReply(text, Name, end, bound)
        {
            IsUsageBound = true,
            Money = Price?.Of(bound),
            Attempts = Math.Max(1, tally.Attempts),
            UncertainAttempts = tally.Uncertain,
        };
    }

    /// <summary>The name itself, or a snapshot of it: the endpoint's name goes on after a hyphen or colon.</summary>
    private bool IsAskedFor(string model) =>
        string.Equals(model, Name, StringComparison.OrdinalIgnoreCase)
        || (model.Length > Name.Length && model.StartsWith(Name, StringComparison.OrdinalIgnoreCase) && model[Name.Length] is '-' or ':' or '@'
            && PriceList.SnapshotOf(model) is { } alias && string.Equals(alias, Name, StringComparison.OrdinalIgnoreCase));

    private EndpointException Fault(Exception fault, CallTally tally)
    {
        string said = tally.Complaint is { Length: > 0 } complaint ? $": {complaint.TrimEnd('.')}" : "";
        string tries = tally.Attempts == 1 ? "1 attempt" : string.Create(CultureInfo.InvariantCulture, $"{tally.Attempts} attempts");
        (FailureKind kind, string message) = (fault, tally.Status) switch
        {
            (TimeoutRejectedException late, _) => (FailureKind.TimedOut, $"{_place} did not answer in time ({tries}, the last limit was {late.Timeout}); go on later or allow more time"),
            (_, 401 or 403) when !HasKey => (FailureKind.Refused, $"{_place} wants a key ({tally.Status}{said}); set {ApiKey.Variable}"),
            (_, 401 or 403) => (FailureKind.Refused, $"{_place} does not accept the key from {KeySource} ({tally.Status}{said})"),
            (_, 404) => (FailureKind.Refused, $"{_place} has no chat completions there or no model '{Name}' (404{said})"),
            (_, 429) when tally.ExcessiveWait is { } wait => (FailureKind.Unavailable, $"{_place} asks to wait {wait} (429{said}), longer than is allowed; go on later"),
            (_, 503) when tally.ExcessiveWait is { } wait => (FailureKind.Unavailable, $"{_place} asks to wait {wait} (503{said}), longer than is allowed; go on later"),
            (_, 429 or >= 500) => (FailureKind.Unavailable, $"{_place} did not serve the call ({tries}, at last {tally.Status}{said}); go on later"),
            (_, >= 400) => (FailureKind.Refused, $"{_place} refused the call ({tally.Status}{said})"),
            (_, >= 300) => (FailureKind.Refused, $"{_place} sends the call elsewhere ({tally.Status}); name the address it moved to"),
            (_, >= 200) => (FailureKind.Invalid, $"{_place} answers something else than a chat completion ({tries}{said})"),
            _ => (FailureKind.Unavailable, $"{_place} cannot be reached ({tries}{(said.Length > 0 ? said : $": {fault.GetType().Name}")})"),
        };
        return new EndpointException(kind, message) { Status = tally.Status, Attempts = tally.Attempts, UncertainAttempts = tally.Uncertain };
    }

    private static string Short(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");
}
