using Extropy.Providers.Calls;
using Microsoft.Extensions.AI;

namespace Extropy.Providers.Endpoints;

/// <summary>Calls and replies in the words of the chat client library.</summary>
internal static class ChatForm
{
    public static List<ChatMessage> Turns(ModelCall call) => [.. call.Turns.Select(turn => new ChatMessage(RoleOf(turn.Role), turn.Text))];

    public static ChatOptions Options(ModelCall call, string model) => new()
    {
        ModelId = model,
        MaxOutputTokens = call.MaxOutputTokens,
        Temperature = (float?)call.Temperature,
        Reasoning = call.Reasoning switch
        {
            ReasoningLevel.Low => new ReasoningOptions { Effort = ReasoningEffort.Low },
            ReasoningLevel.Medium => new ReasoningOptions { Effort = ReasoningEffort.Medium },
            ReasoningLevel.High => new ReasoningOptions { Effort = ReasoningEffort.High },
            _ => null,
        },
    };

    /// <summary>What was said; a refusal's words when it was one.</summary>
    public static string Text(ChatResponse response) =>
        response.Text.Length > 0 ? response.Text : Refusal(response)?.Message ?? "";

    public static ReplyEnd End(ChatResponse response)
    {
        if (Refusal(response) is not null || response.FinishReason == ChatFinishReason.ContentFilter) return ReplyEnd.Refused;
        return response.FinishReason == ChatFinishReason.Length ? ReplyEnd.Cut : ReplyEnd.Complete;
    }

    /// <summary>The endpoint's count, or the most the call can take where it gave none that makes sense.</summary>
    public static (TokenUsage Usage, bool IsBound) Usage(UsageDetails? counted, ModelCall call)
    {
        if (counted is not { InputTokenCount: >= 0 and var input, OutputTokenCount: >= 0 and var output }) return (Bound(call), true);
        long cached = Math.Clamp(counted.CachedInputTokenCount ?? 0, 0, input);
        long reasoning = Math.Clamp(counted.ReasoningTokenCount ?? 0, 0, output);
        return (new TokenUsage(input, cached, output, reasoning), false);
    }

    /// <summary>The most tokens a call can take.</summary>
    public static TokenUsage Bound(ModelCall call) => new(call.PromptTokensBound, 0, call.MaxOutputTokens, 0);

    private static ErrorContent? Refusal(ChatResponse response) =>
        response.Messages.SelectMany(message => message.Contents).OfType<ErrorContent>().FirstOrDefault();

    private static ChatRole RoleOf(TurnRole role) => role switch
    {
        TurnRole.System => ChatRole.System,
        TurnRole.Assistant => ChatRole.Assistant,
        _ => ChatRole.User,
    };
}
