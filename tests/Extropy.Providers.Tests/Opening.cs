using Extropy.Providers.Accounts;
using Extropy.Providers.Calls;
using Extropy.Providers.Endpoints;
using Extropy.Providers.Pricing;
using Extropy.Testing.Endpoints;

namespace Extropy.Providers.Tests;

/// <summary>Endpoints, keys and questions as the tests need them.</summary>
internal static class Opening
{
    public const string Secret = "sk-test-5f1e8a7c93d2b604";

    public static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    public static ApiKey Key { get; } = ApiKey.Find(name => name == ApiKey.Variable ? Secret : null, "/nowhere")!;

    /// <summary>Fast retries; a price of 1.25 / 0.125 / 10 per million (gpt-5).</summary>
    public static EndpointOptions Options(ModelServer server, string model = "gpt-5") => new(server.Address, model)
    {
        FirstWait = TimeSpan.FromMilliseconds(10),
        AttemptTimeout = Long,
        CallTimeout = 2 * Long,
    };

    public static ChatModel Model(EndpointOptions options, ModelAccount? account = null, TimeProvider? time = null, bool withKey = true) =>
        Endpoint.Open(options, withKey ? Key : null, PriceList.Shipped, account ?? new ModelAccount(), time ?? TimeProvider.System);

    public static ModelCall Call(string text = "What is 1 + 1?") => new([new(TurnRole.System, "Be brief."), new(TurnRole.User, text)]) { MaxOutputTokens = 100 };

    public static ValueTask<ModelReply> AskAsync(this ChatModel model, string text = "What is 1 + 1?") =>
        model.AskAsync(Call(text), "key-1", TestContext.Current.CancellationToken);
}
