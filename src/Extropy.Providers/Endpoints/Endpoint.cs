using System.ClientModel;
using System.ClientModel.Primitives;
using Extropy.Core.Errors;
using Extropy.Providers.Accounts;
using Extropy.Providers.Pricing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Http.Resilience;
using OpenAI;

namespace Extropy.Providers.Endpoints;

/// <summary>Opens OpenAI-compatible endpoints.</summary>
public static class Endpoint
{
    private const string NoKey = "none"; // the client library wants one; the header is removed before the request leaves

    /// <summary>Opens a chat model. Nothing is sent.</summary>
    /// <param name="options">Where, which model, and how patiently.</param>
    /// <param name="key">The key, or null for endpoints that want none.</param>
    /// <param name="prices">Where the model's price is looked up.</param>
    /// <param name="account">Where the cost is noted.</param>
    /// <param name="time">The clock of waits and time limits.</param>
    /// <exception cref="BadInputException">The options make no sense, or there is a money limit and the model's price is unknown.</exception>
    public static ChatModel Open(EndpointOptions options, ApiKey? key, PriceList prices, ModelAccount account, TimeProvider time)
    {
        options.Validate(key is not null);
        HttpClient web = Web(options, key, time);
        var client = new OpenAIClient(new ApiKeyCredential(NoKey), new OpenAIClientOptions
        {
            Endpoint = options.Base,
            Transport = new HttpClientPipelineTransport(web),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0), // retries are ours, below the transport
            NetworkTimeout = Timeout.InfiniteTimeSpan, // so are time limits
        });
        IChatClient chat = new OwningClient(client.GetChatClient(options.Model).AsIChatClient(), web);
        try
        {
            string place = $"The endpoint {options.Base}";
            return new ChatModel(chat, options.Model, prices.Find(options.Model), account, place, options.AcceptOtherModel, key is not null, key?.Source);
        }
        catch
        {
            chat.Dispose();
            throw;
        }
    }

    /// <summary>The web client of an endpoint: patience outside, single attempts inside, no redirects (a key must not travel).</summary>
    internal static HttpClient Web(EndpointOptions options, ApiKey? key, TimeProvider time)
    {
#pragma warning disable CA2000 // the client owns its handlers
        var wire = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) };
        var attempt = new AttemptHandler(options, key) { InnerHandler = wire };
        var patient = new ResilienceHandler(Patience.Of(options, time)) { InnerHandler = attempt };
#pragma warning restore CA2000
        return new HttpClient(patient) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private sealed class OwningClient(IChatClient inner, HttpClient web) : DelegatingChatClient(inner)
    {
        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing) web.Dispose();
        }
    }
}
