using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Extropy.Runs.Effects;

namespace Extropy.Runs.Store;

/// <summary>
/// A run being worked on: the right to write it, its journal, and its end. Prints nothing. Disposing without <see cref="FinishAsync"/>
/// leaves a run that can be resumed, whatever happened.
/// </summary>
/// <remarks>Thread-safe but for finishing and disposing, which the command does once all searches have ended.</remarks>
public sealed class RunSession : IAsyncDisposable
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    private readonly RunStore _store;
    private readonly RunLock _lock;
    private readonly TimeProvider _time;
    private bool _isDisposed;

    private RunSession(RunStore store, string folder, RunLock held, RunManifest manifest, Journal journal, TimeProvider time)
    {
        _store = store;
        _lock = held;
        _time = time;
        Folder = folder;
        Manifest = manifest;
        Journal = journal;
    }

    /// <summary>What the run is and where it stands.</summary>
    public RunManifest Manifest { get; private set; }

    /// <summary>The run's name: the first thing a command prints.</summary>
    public string Id => Manifest.Id;

    /// <summary>The run's folder.</summary>
    public string Folder { get; }

    /// <summary>The exact line that goes on with this run: what a command prints when it is stopped.</summary>
    public string ResumeLine => _store.ResumeLine(Id);

    /// <summary>The run's effects and metrics.</summary>
    public Journal Journal { get; }

    /// <summary>Where the result is written at the end.</summary>
    public string ResultPath => RunStore.ResultOf(Folder);

    /// <summary>The run's clock, for deadlines.</summary>
    public TimeProvider Time => _time;

    /// <summary>Adds a point to a metrics series, e.g. <c>goals covered</c>.</summary>
    public void Metric(string series, long step, double value) => Journal.AddMetric(series, step, value);

    /// <summary>
    /// Ends the run: everything is committed, then <c>result.json</c> is written (whole or not at all), then the manifest says finished.
    /// </summary>
    /// <param name="result">A JSON value in UTF-8 that depends only on the request: compared byte for byte.</param>
    /// <param name="measured">A JSON value in UTF-8 with times, speeds and machine: never compared.</param>
    /// <param name="exitCode">The command's exit code: 0 done, 3 budget spent without success.</param>
    /// <exception cref="JsonException">One of them is not JSON.</exception>
    public async ValueTask FinishAsync(ReadOnlyMemory<byte> result, ReadOnlyMemory<byte> measured, int exitCode = 0)
    {
        byte[] content = Compose(result.Span, measured.Span);
        await Journal.FlushAsync().ConfigureAwait(false);
        AtomicFile.Write(ResultPath, content);
        Change(Manifest with { State = RunState.Finished, ExitCode = exitCode });
    }

    /// <summary>Ends the session with an error that a person can mend; the run may be resumed afterwards.</summary>
    /// <param name="reason">One sentence.</param>
    public void Fail(string reason) => Change(Manifest with { State = RunState.Failed, ExitCode = 1, Failure = reason });

    /// <summary>Commits what is left, notes where the run stands and gives the run back.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        try
        {
            await Journal.DisposeAsync().ConfigureAwait(false);
            if (Manifest.State == RunState.Running) Change(Manifest with { State = RunState.Interrupted });
        }
        finally
        {
            _lock.Dispose();
        }
    }

    internal static RunSession Begin(RunStore store, string folder, RunLock held, RunManifest manifest, TimeProvider time)
    {
        try
        {
            Journal journal = Journal.Open(RunStore.JournalOf(folder), store.Commits);
            AtomicFile.Write(RunStore.ManifestOf(folder), ManifestJson.Write(manifest));
            return new RunSession(store, folder, held, manifest, journal, time);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static byte[] Compose(ReadOnlySpan<byte> result, ReadOnlySpan<byte> measured)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Layout))
        {
            writer.WriteStartObject();
            Copy(writer, "result", result);
            Copy(writer, "measured", measured);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Copy(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using JsonDocument value = JsonDocument.ParseValue(ref reader);
        writer.WritePropertyName(name);
        value.WriteTo(writer);
    }

    private void Change(RunManifest manifest)
    {
        Manifest = manifest with { ChangedAt = _time.GetUtcNow() };
        AtomicFile.Write(RunStore.ManifestOf(Folder), ManifestJson.Write(Manifest));
    }
}
