using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Extropy.Testing.Endpoints;

/// <summary>
/// A model server on the loopback address that says what a script says, well or badly, and remembers what it was asked. It speaks just enough
/// HTTP for a client of chat or text completions, over plain sockets, so that it can break off anywhere.
/// </summary>
/// <remarks>Thread-safe. The script is called in order of arrival, one request at a time.</remarks>
public sealed class ModelServer : IAsyncDisposable
{
    /// <summary>Stands for the model asked for in a reply; replaced before it is sent.</summary>
    internal const string AskedModel = "\u0001asked";

    private const int LargestRequest = 16 << 20;

    private readonly Func<ServedRequest, ServedReply> _script;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly List<ServedRequest> _requests = [];
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;
    private int _inFlight;
    private bool _isDisposed;

    /// <summary>Starts a server.</summary>
    /// <param name="script">What to answer to each request.</param>
    public ModelServer(Func<ServedRequest, ServedReply> script)
    {
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens, with the path <c>/v1</c>.</summary>
    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1"));

    /// <summary>Everything asked so far.</summary>
    public IReadOnlyList<ServedRequest> Requests
    {
        get
        {
            lock (_gate) return [.. _requests];
        }
    }

    /// <summary>Most requests that were being answered at one moment.</summary>
    public int MostInFlight { get; private set; }

    /// <summary>A server that gives these replies in order, and the last one from then on.</summary>
    public static ModelServer Saying(params ServedReply[] replies) => new(request => replies[Math.Min(request.Number, replies.Length - 1)]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        await _end.CancelAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false); // before the listener stops: one that is stopped cannot be asked to accept
        _listener.Stop();
        Task[] open;
        lock (_gate) open = [.. _connections];
        await Task.WhenAll(open).ConfigureAwait(false);
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token).ConfigureAwait(false);
                lock (_gate) _connections.Add(ServeAsync(client));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the server ends
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                NetworkStream stream = client.GetStream();
                while (await ReadAsync(stream).ConfigureAwait(false) is { } head)
                {
                    ServedReply reply = Answer(head, out ServedRequest request);
                    try
                    {
                        if (!await WriteAsync(stream, request, reply).ConfigureAwait(false)) return;
                    }
                    finally
                    {
                        lock (_gate) _inFlight--;
                    }
                }
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException or SocketException)
            {
                // the client went, or the server ends
            }
        }
    }

    private ServedReply Answer((string Path, Dictionary<string, string> Headers, byte[] Body) head, out ServedRequest request)
    {
        JsonObject body;
        try
        {
            body = JsonNode.Parse(head.Body) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            body = [];
        }

        lock (_gate)
        {
            request = new ServedRequest(_requests.Count, head.Path, head.Headers, body);
            _requests.Add(request);
            MostInFlight = Math.Max(MostInFlight, ++_inFlight);
            return _script(request);
        }
    }

    /// <returns>False when the connection must end.</returns>
    private async Task<bool> WriteAsync(NetworkStream stream, ServedRequest request, ServedReply reply)
    {
        if (reply.After is { } gate) await gate.WaitAsync(_end.Token).ConfigureAwait(false);
        if (reply.IsSilent)
        {
            await stream.ReadAsync(new byte[1], _end.Token).ConfigureAwait(false); // returns when the client goes
            return false;
        }

        string text = Encoding.UTF8.GetString(reply.Body.Span).Replace("\\u0001asked", request.Model, StringComparison.Ordinal);
        byte[] body = Encoding.UTF8.GetBytes(text);
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} Said\r\nContent-Type: application/json\r\n");
        if (reply.RetryAfter is { } wait) head.Append(CultureInfo.InvariantCulture, $"Retry-After: {wait}\r\n");
        if (reply.IsEndless)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("Connection: close\r\n\r\n").ToString()), _end.Token).ConfigureAwait(false);
            while (true) await stream.WriteAsync(body, _end.Token).ConfigureAwait(false);
        }

        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ToString()), _end.Token).ConfigureAwait(false);
        await stream.WriteAsync(body.AsMemory(0, Math.Min(body.Length, reply.CutAfter ?? body.Length)), _end.Token).ConfigureAwait(false);
        return reply.CutAfter is null;
    }

    private async Task<(string Path, Dictionary<string, string> Headers, byte[] Body)?> ReadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!EndsHead(head))
        {
            if (await stream.ReadAsync(one, _end.Token).ConfigureAwait(false) == 0 || head.Count > LargestRequest) return null;
            head.Add(one[0]);
        }

        string[] lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Dictionary<string, string> headers = lines.Skip(1).Select(line => line.Split(':', 2))
            .ToDictionary(pair => pair[0].ToLowerInvariant(), pair => pair[1].Trim(), StringComparer.Ordinal);
        string path = lines[0].Split(' ')[1];
        var body = new List<byte>();
        if (headers.TryGetValue("content-length", out string? length)) body.AddRange(await ExactlyAsync(stream, int.Parse(length, CultureInfo.InvariantCulture)).ConfigureAwait(false));
        else if (headers.ContainsKey("transfer-encoding")) await ChunksAsync(stream, body).ConfigureAwait(false);
        return (path, headers, [.. body]);
    }

    private async Task ChunksAsync(NetworkStream stream, List<byte> body)
    {
        while (true)
        {
            var size = new StringBuilder();
            while (size is not [.., '\r', '\n']) size.Append((char)(await ExactlyAsync(stream, 1).ConfigureAwait(false))[0]);
            int length = int.Parse(size.ToString().Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.AddRange(await ExactlyAsync(stream, length).ConfigureAwait(false));
            await ExactlyAsync(stream, 2).ConfigureAwait(false);
            if (length == 0) return;
        }
    }

    private async Task<byte[]> ExactlyAsync(NetworkStream stream, int count)
    {
        var bytes = new byte[Math.Min(count, LargestRequest)];
        await stream.ReadExactlyAsync(bytes, _end.Token).ConfigureAwait(false);
        return bytes;
    }

    private static bool EndsHead(List<byte> head) => head is [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n'];
}
