using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Search.Contracts;

namespace Extropy.Learning.Rollouts.Export;

/// <summary>
/// Writes groups to a file as they come, holding none of them. The file appears, or is replaced, only when <see cref="CompleteAsync"/> has put the
/// last row on the disk; until then rows lie beside it.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class RolloutExport : IAsyncDisposable
{
    private readonly string _path;
    private readonly string _beside;
    private readonly FileStream _stream;
    private readonly IRolloutRows _rows;
    private readonly ITokenCodec _codec;
    private readonly IRolloutText _text;

    private RolloutExport(string path, string beside, FileStream stream, IRolloutRows rows, ITokenCodec codec, IRolloutText text) =>
        (_path, _beside, _stream, _rows, _codec, _text) = (path, beside, stream, rows, codec, text);

    /// <summary>Groups written; the next one gets this index.</summary>
    public int Groups { get; private set; }

    /// <summary>Rollouts written.</summary>
    public int Rollouts { get; private set; }

    /// <summary>Begins a file, so that a place that cannot be written to is noticed before anything is collected.</summary>
    /// <param name="path">Where.</param>
    /// <param name="format">For whom.</param>
    /// <param name="codec">How tokens are spelled.</param>
    /// <param name="text">How that is told; null for <see cref="PlainText"/>.</param>
    /// <exception cref="BadInputException">Nothing can be written there.</exception>
    public static RolloutExport Create(string path, RolloutFormat format, ITokenCodec codec, IRolloutText? text = null)
    {
        string beside = path + ".saving";
        try
        {
            if (Directory.Exists(path)) throw new BadInputException($"{path} is a folder; name a file.");
            var stream = new FileStream(beside, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
            IRolloutRows rows = format == RolloutFormat.Verl ? new VerlRows(stream) : new JsonRows(stream, format);
            return new RolloutExport(path, beside, stream, rows, codec, text ?? new PlainText());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new BadInputException($"{path} cannot be written: {error.Message.TrimEnd('.')}.");
        }
    }

    /// <summary>Adds a group; one without members is left out.</summary>
    /// <exception cref="ExtropyException">The disk refuses; the file is as it was.</exception>
    public async Task AddAsync(RolloutGroup group, CancellationToken cancellationToken = default)
    {
        if (group.Members.IsEmpty) return;
        ImmutableArray<RolloutLine> lines = [.. group.Members.Select(rollout =>
            RolloutLine.Of(group, rollout, Groups, _text.Prompt(group.Problem), Completion(group.Problem, rollout)))];
        await Guarded(() => _rows.AddAsync(new ExportedGroup(group, Groups, lines, _text.GroundTruth(group.Problem)), cancellationToken)).ConfigureAwait(false);
        Groups++;
        Rollouts += lines.Length;
    }

    /// <summary>Puts the rest on the disk and the file in its place.</summary>
    /// <exception cref="ExtropyException">The disk refuses; the file is as it was.</exception>
    public Task CompleteAsync(CancellationToken cancellationToken = default) => Guarded(async () =>
    {
        await _rows.FinishAsync(cancellationToken).ConfigureAwait(false);
        _stream.Flush(flushToDisk: true);
        await _stream.DisposeAsync().ConfigureAwait(false);
        File.Move(_beside, _path, overwrite: true);
    });

    /// <summary>Ends it; what was not completed goes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        File.Delete(_beside);
    }

    private string Completion(IProblem problem, Rollout rollout)
    {
        var steps = new List<string>();
        int start = rollout.PromptLength;
        foreach (int end in rollout.StepEnds)
        {
            steps.Add(_text.Step(problem, _codec.DecodeClosed(rollout.Tokens.AsSpan()[start..end])));
            start = end;
        }

        return string.Join(_text.Separator(problem), steps);
    }

    private async Task Guarded(Func<Task> write)
    {
        try
        {
            await write().ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ExtropyException($"{_path} could not be written ({error.Message.TrimEnd('.')}); what it held before is as it was.", error);
        }
    }
}
