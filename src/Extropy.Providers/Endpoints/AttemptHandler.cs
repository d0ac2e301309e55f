using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Extropy.Providers.Endpoints;

/// <summary>
/// One attempt: adds the key and the idempotency key, counts, and reads the whole answer before anyone sees it, so that its size and its time
/// are bounded, a cut answer is tried again, and a key that the endpoint repeats is cleaned out.
/// </summary>
/// <param name="options">Limits.</param>
/// <param name="key">The key, or null.</param>
internal sealed class AttemptHandler(EndpointOptions options, ApiKey? key) : DelegatingHandler
{
    private const string IdempotencyHeader = "Idempotency-Key";
    private const int ComplaintBytes = 64 << 10;
    private const int ComplaintLength = 200;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        CallTally tally = CallTally.Current ?? new CallTally(null);
        tally.Attempts++;
        tally.Status = null;
        tally.Complaint = tally.Code = null;
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key.Reveal());
        if (tally.IdempotencyKey is not null && !request.Headers.Contains(IdempotencyHeader))
            request.Headers.Add(IdempotencyHeader, tally.IdempotencyKey);

        tally.Uncertain++; // until it is known that nothing was, or all was, delivered
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return await ReadAsync(response, tally, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException fault) when (fault.HttpRequestError is HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            tally.Uncertain--; // the request never left
            tally.Complaint ??= Line(fault.Message);
            throw;
        }
        catch (HttpRequestException fault)
        {
            tally.Complaint ??= Line(fault.Message);
            throw;
        }
    }

    private async Task<HttpResponseMessage> ReadAsync(HttpResponseMessage response, CallTally tally, CancellationToken cancellationToken)
    {
        tally.Status = (int)response.StatusCode;
        try
        {
            if (!response.IsSuccessStatusCode)
            {
                tally.Uncertain--; // an error is not charged
                (byte[] excuse, _) = await BodyAsync(response, ComplaintBytes, cancellationToken).ConfigureAwait(false);
                Note(excuse, tally);
                response.Content = Json("{}"u8.ToArray());
                return response;
            }

            (byte[] body, bool isWhole) = await BodyAsync(response, options.MaxReplyBytes, cancellationToken).ConfigureAwait(false);
            if (!isWhole)
            {
                tally.IsOverlong = true;
                tally.Uncertain--; // charged for certain, as one answer
                throw new ReplyOverlongException();
            }

            body = Clean(body);
            if (!IsJson(body)) throw new HttpRequestException(HttpRequestError.InvalidResponse, "the reply is cut or is not JSON");
            tally.Uncertain--;
            response.Content = Json(body);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task<(byte[] Body, bool IsWhole)> BodyAsync(HttpResponseMessage response, int most, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        try
        {
            Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                while (true)
                {
                    int read = await stream.ReadAsync(body.GetMemory(16 << 10), cancellationToken).ConfigureAwait(false);
                    if (read == 0) return (body.WrittenSpan.ToArray(), true);
                    body.Advance(read);
                    if (body.WrittenCount > most) return (body.WrittenSpan[..most].ToArray(), false);
                }
            }
        }
        catch (IOException fault)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "the connection was cut in the middle of a reply", fault);
        }
    }

    /// <summary>Keeps what an error says: the OpenAI form {"error": {"message", "code"}}, or the beginning of whatever it is.</summary>
    private void Note(byte[] excuse, CallTally tally)
    {
        string text = Encoding.UTF8.GetString(excuse);
        try
        {
            using JsonDocument document = JsonDocument.Parse(excuse);
            JsonElement root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out JsonElement error))
            {
                if (error.ValueKind == JsonValueKind.String) text = error.GetString() ?? text;
                if (error.ValueKind == JsonValueKind.Object)
                {
                    if (error.TryGetProperty("message", out JsonElement message) && message.ValueKind == JsonValueKind.String) text = message.GetString() ?? text;
                    if (error.TryGetProperty("code", out JsonElement code) && code.ValueKind == JsonValueKind.String) tally.Code = Line(code.GetString() ?? "");
                }
            }
        }
        catch (JsonException)
        {
            // not the usual form: the beginning of the text has to do
        }

        tally.Complaint = Line(text);
    }

    private string Line(string text)
    {
        string clean = key?.Clean(text) ?? text;
        clean = string.Concat(clean.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return clean.Length <= ComplaintLength ? clean : string.Concat(clean.AsSpan(0, ComplaintLength), "…");
    }

    private byte[] Clean(byte[] body)
    {
        if (key is null) return body;
        bool isRepeated = body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(key.Reveal())) >= 0;
        return isRepeated ? Encoding.UTF8.GetBytes(key.Clean(Encoding.UTF8.GetString(body))) : body;
    }

    private static bool IsJson(byte[] body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                // only whether it can be read to its end
            }

            return body.Length > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static ByteArrayContent Json(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}
