using System.Collections.Immutable;
using System.Globalization;
using Extropy.Core.Errors;
using Extropy.Providers.Calls;
using Extropy.Providers.Endpoints;
using Extropy.Providers.Pricing;

namespace Extropy.Providers.Accounts;

/// <summary>
/// The account of all model calls of a run: tokens and money by model, and a money limit that calls under way cannot exceed together, since
/// each reserves the most that it can cost. Calls answered from the record are noted like live ones, so the account of a resumed run is that
/// of the whole run.
/// </summary>
/// <remarks>Thread-safe. Repeated attempts that may have been charged are counted, not paid: an endpoint that honours idempotency keys charges once.</remarks>
/// <param name="moneyCap">Most money, in the currency of the price list. Default no limit.</param>
public sealed class ModelAccount(decimal moneyCap = decimal.MaxValue)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, ModelSpending> _rows = new(StringComparer.Ordinal);
    private decimal _reserved;
    private decimal _spent;

    /// <summary>Most money; <see cref="decimal.MaxValue"/> for no limit.</summary>
    public decimal MoneyCap { get; } = moneyCap >= 0 ? moneyCap : throw new BadInputException($"A money limit of {moneyCap.ToString(CultureInfo.InvariantCulture)} is negative.");

    /// <summary>Money spent on models whose price is known.</summary>
    public decimal Spent
    {
        get
        {
            lock (_gate) return _spent;
        }
    }

    /// <summary>What each model has cost, in alphabetical order.</summary>
    public ImmutableArray<ModelSpending> Rows
    {
        get
        {
            lock (_gate) return [.. _rows.Values];
        }
    }

    /// <summary>Refuses a model without a known price, in one sentence: a money limit cannot be kept for it.</summary>
    /// <exception cref="BadInputException">The price is unknown.</exception>
    public static void RequirePrice(string model, ModelPrice? price)
    {
        if (price is not null) return;
        throw new BadInputException(
            $"The price of the model '{model}' is unknown, so a money limit cannot be kept; add it to a price list ({PriceList.FileVariable}) or limit tokens or calls instead.");
    }

    /// <summary>A model joins; without a price it cannot be held to a money limit.</summary>
    internal void Admit(string model, ModelPrice? price)
    {
        if (MoneyCap != decimal.MaxValue) RequirePrice(model, price);
        lock (_gate) _rows.TryAdd(model, new ModelSpending(model, 0, 0, 0, default, price is null ? null : 0));
    }

    /// <summary>Sets the most aside that a call can cost.</summary>
    internal decimal Reserve(ChatModel model, ModelCall call)
    {
        if (model.Price is not { } price) return 0;
        decimal most = price.Bound(call);
        lock (_gate)
        {
            if (MoneyCap != decimal.MaxValue && _spent + _reserved + most > MoneyCap)
            {
                throw new MoneyCapException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The money limit of {MoneyCap:0.######} {PriceList.Currency} is reached: {_spent:0.######} are spent, {_reserved:0.######} are set aside for calls under way, and the next call can cost {most:0.######}."));
            }

            _reserved += most;
        }

        return most;
    }

    /// <summary>Notes what a live call has cost and gives back what was set aside.</summary>
    internal void Settle(string model, decimal reserved, ModelReply? reply, int attempts, int uncertain)
    {
        lock (_gate)
        {
            _reserved -= reserved;
            Add(model, reply, attempts, uncertain);
        }
    }

    /// <summary>Notes a call that was answered from the record.</summary>
    internal void Replay(string model, ModelReply reply)
    {
        lock (_gate) Add(model, reply, reply.Attempts, reply.UncertainAttempts);
    }

    private void Add(string model, ModelReply? reply, int attempts, int uncertain)
    {
        ModelSpending row = _rows[model]; // models join before they are asked
        row = row with { Attempts = row.Attempts + attempts, UncertainAttempts = row.UncertainAttempts + uncertain };
        if (reply is not null)
        {
            row = row with { Calls = row.Calls + 1, Usage = row.Usage + reply.Usage, Money = row.Money + reply.Money };
            _spent += reply.Money ?? 0;
        }

        _rows[model] = row;
    }
}
