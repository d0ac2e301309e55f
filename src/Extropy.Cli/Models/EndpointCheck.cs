using System.Globalization;
using Extropy.Cli.Output;
using Extropy.Core.Errors;
using Extropy.Providers.Accounts;
using Extropy.Providers.Calls;
using Extropy.Providers.Endpoints;
using Extropy.Providers.Pricing;

namespace Extropy.Cli.Models;

/// <summary>What <c>doctor</c> finds out about keys and endpoints. Never shows a key.</summary>
internal static class EndpointCheck
{
    private const int ShortestReasoning = 2000; // tokens: a model that reasons spends hundreds before its first word

    /// <summary>Whether a key is set, and where.</summary>
    public static (bool IsFine, string Found) Key()
    {
        try
        {
            return ApiKey.Find() is { } key
                ? (true, $"a key is set in {key.Source}")
                : (true, $"no key is set ({ApiKey.Variable}, {ApiKey.OpenAIVariable} or user secrets); only endpoints that want one need it");
        }
        catch (BadInputException fault)
        {
            return (false, fault.Message);
        }
    }

    /// <summary>Asks an endpoint one small question.</summary>
    public static async Task<(bool IsFine, string Found)> AskAsync(EndpointOptions options, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            using ChatModel model = EndpointFlags.Open(options with { MaxAttempts = 2 }, new ModelAccount(), time);
            var call = new ModelCall([new ModelTurn(TurnRole.User, "Answer with the one word: ready")]) { MaxOutputTokens = ShortestReasoning };
            long start = time.GetTimestamp();
            ModelReply reply = await model.AskAsync(call, idempotencyKey: null, cancellation);
            return (true, string.Create(
                CultureInfo.InvariantCulture,
                $"{SafeText.Short(reply.Model, 60)} answered in {Durations.Text(time.GetElapsedTime(start))}, {reply.Usage.Input} + {reply.Usage.Output} tokens, {Price(model, reply)}"));
        }
        catch (ExtropyException fault)
        {
            return (false, fault.Message);
        }
    }

    private static string Price(ChatModel model, ModelReply reply) => model.Price is { } price
        ? string.Create(CultureInfo.InvariantCulture, $"{reply.Money:0.########} {PriceList.Currency} (prices of {price.Date:yyyy-MM-dd})")
        : "price unknown";
}
