using System.CommandLine;
using Extropy.Cli.Hosting;
using Extropy.Core.Errors;
using Extropy.Providers.Accounts;
using Extropy.Providers.Endpoints;
using Extropy.Providers.Pricing;

namespace Extropy.Cli.Models;

/// <summary>The flags of commands that can ask a model elsewhere. A key has no flag: command lines are kept in histories and in runs.</summary>
internal sealed class EndpointFlags
{
    /// <summary>Where.</summary>
    public Option<string?> Endpoint { get; } = Flags.Text(
        "--endpoint", "URL", $"an OpenAI-compatible endpoint, e.g. https://host/v1; its key comes from {ApiKey.Variable} or {ApiKey.OpenAIVariable}");

    /// <summary>Which model.</summary>
    public Option<string?> ModelName { get; } = Flags.Text("--model-name", "NAME", "the model's name at the endpoint");

    /// <summary>Calls at once.</summary>
    public Option<long?> CallsAtOnce { get; } = Flags.Whole("--calls-at-once", "N", "most calls under way at the endpoint (default 4)", 1, 1024);

    /// <summary>Calls in a minute.</summary>
    public Option<long?> CallsPerMinute { get; } = Flags.Whole("--calls-per-minute", "N", "most attempts begun in a minute, retries included (default no limit)", 1, 1_000_000);

    /// <summary>Patience with one attempt.</summary>
    public Option<long?> CallSeconds { get; } = Flags.Whole("--call-seconds", "N", "longest time for one attempt at the endpoint (default 600)", 1, 86_400);

    /// <summary>Adds everything to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[Endpoint, ModelName, CallsAtOnce, CallsPerMinute, CallSeconds]) command.Add(option);
    }

    /// <summary>The endpoint that was named, or null.</summary>
    /// <exception cref="BadInputException">Only half of it was named.</exception>
    public EndpointOptions? Read(ParseResult parsed)
    {
        if (parsed.GetValue(Endpoint) is not { } address)
        {
            foreach (Option flag in (Option[])[ModelName, CallsAtOnce, CallsPerMinute, CallSeconds])
                if (parsed.GetResult(flag) is { Implicit: false }) throw new BadInputException($"{flag.Name} is about an endpoint; give --endpoint URL too");
            return null;
        }

        if (parsed.GetValue(ModelName) is not { } model) throw new BadInputException("--endpoint needs --model-name NAME: which model is asked there");
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri))
            throw new BadInputException($"--endpoint takes an address such as https://host/v1, not '{Output.SafeText.Short(address, 40)}'");
        var options = new EndpointOptions(uri, model);
        if (parsed.GetValue(CallsAtOnce) is { } calls) options = options with { MaxConcurrentCalls = (int)calls };
        if (parsed.GetValue(CallsPerMinute) is { } rate) options = options with { AttemptsPerMinute = (int)rate };
        return parsed.GetValue(CallSeconds) is { } seconds ? options.WithAttemptTimeout(TimeSpan.FromSeconds(seconds)) : options;
    }

    /// <summary>Opens an endpoint with the key and the prices of this environment. Nothing is sent.</summary>
    /// <exception cref="BadInputException">The address, the key, the price list or a money limit cannot be as it is.</exception>
    public static ChatModel Open(EndpointOptions options, ModelAccount account, TimeProvider time) =>
        Providers.Endpoints.Endpoint.Open(options, ApiKey.Find(), PriceList.FromEnvironment(), account, time);
}
