using System.Text;
using System.Text.Json.Nodes;

namespace Extropy.Testing.Endpoints;

/// <summary>What a <see cref="ModelServer"/> answers, well or badly.</summary>
public sealed record ServedReply
{
    private ServedReply()
    {
    }

    /// <summary>Status of HTTP.</summary>
    public int Status { get; private init; } = 200;

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; private init; }

    /// <summary>The header Retry-After, or null.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Bytes of the body that are sent before the connection is cut; null sends all.</summary>
    public int? CutAfter { get; private init; }

    /// <summary>The body is sent again and again until the client goes.</summary>
    public bool IsEndless { get; private init; }

    /// <summary>Nothing is sent until the client goes.</summary>
    public bool IsSilent { get; private init; }

    /// <summary>Waits for this before anything is sent; null does not wait.</summary>
    public Task? After { get; init; }

    /// <summary>A chat completion.</summary>
    /// <param name="text">The answer.</param>
    /// <param name="prompt">Tokens counted for the question.</param>
    /// <param name="output">Tokens counted for the answer.</param>
    /// <param name="cached">Tokens of the question that were read before.</param>
    /// <param name="model">The model that claims to answer; null for the one asked.</param>
    /// <param name="finish">The reason of the end.</param>
    /// <param name="refusal">A refusal in place of the text, or null.</param>
    /// <param name="isCounted">False leaves the counts out.</param>
    public static ServedReply Say(
        string text, int prompt = 10, int output = 5, int cached = 0, string? model = null, string finish = "stop", string? refusal = null, bool isCounted = true)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = refusal is null ? text : null, ["refusal"] = refusal };
        var completion = new JsonObject
        {
            ["id"] = "chatcmpl-1",
            ["object"] = "chat.completion",
            ["created"] = 1_750_000_000,
            ["model"] = model ?? ModelServer.AskedModel,
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["logprobs"] = null, ["finish_reason"] = finish }),
        };
        if (isCounted)
        {
            completion["usage"] = new JsonObject
            {
                ["prompt_tokens"] = prompt,
                ["completion_tokens"] = output,
                ["total_tokens"] = prompt + output,
                ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = cached },
            };
        }

        return Raw(completion.ToJsonString());
    }

    /// <summary>A text completion.</summary>
    /// <param name="text">What follows the prompt.</param>
    /// <param name="prompt">Tokens counted for the prompt.</param>
    /// <param name="output">Tokens counted for the text.</param>
    /// <param name="finish">The reason of the end.</param>
    public static ServedReply Continue(string text, int prompt = 10, int output = 5, string finish = "stop") => Raw(new JsonObject
    {
        ["id"] = "cmpl-1",
        ["object"] = "text_completion",
        ["model"] = ModelServer.AskedModel,
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["text"] = text, ["finish_reason"] = finish }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = prompt, ["completion_tokens"] = output, ["total_tokens"] = prompt + output },
    }.ToJsonString());

    /// <summary>An error of the usual form.</summary>
    public static ServedReply Error(int status, string message = "no", string? code = null) =>
        Raw(new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["code"] = code } }.ToJsonString()) with { Status = status };

    /// <summary>Any body.</summary>
    public static ServedReply Raw(string body) => new() { Body = Encoding.UTF8.GetBytes(body) };

    /// <summary>A good answer whose connection is cut in the middle.</summary>
    public static ServedReply Cut(string text) => Say(text) with { CutAfter = 60 };

    /// <summary>A good answer of which the second half is missing although the connection ends properly.</summary>
    public static ServedReply Truncated(string text)
    {
        ServedReply whole = Say(text);
        return whole with { Body = whole.Body[..(whole.Body.Length / 2)] };
    }

    /// <summary>An answer that goes on for ever.</summary>
    public static ServedReply Endless(string piece) => Raw(piece) with { IsEndless = true };

    /// <summary>No answer at all.</summary>
    public static ServedReply Silent() => new() { IsSilent = true };
}
