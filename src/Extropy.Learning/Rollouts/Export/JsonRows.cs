using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Extropy.Learning.Rollouts.Export;

/// <summary>JSON lines: one rollout each.</summary>
internal sealed class JsonRows(Stream stream, RolloutFormat format) : IRolloutRows
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task AddAsync(ExportedGroup group, CancellationToken cancellationToken)
    {
        foreach (RolloutLine line in group.Lines)
        {
            string text = format == RolloutFormat.Trl ? Trl(line, group.GroundTruth) : line.ToJson();
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text + "\n"), cancellationToken).ConfigureAwait(false);
        }
    }

    public Task FinishAsync(CancellationToken cancellationToken) => stream.FlushAsync(cancellationToken);

    /// <summary>TRL's prompt–completion row; with <c>label</c> it is an unpaired preference too. Further columns reach reward functions by name.</summary>
    private static string Trl(RolloutLine line, string groundTruth) => new JsonObject
    {
        ["prompt"] = line.Prompt,
        ["completion"] = line.Completion,
        ["label"] = line.Reward >= 1,
        ["reward"] = line.Reward,
        ["ground_truth"] = groundTruth,
        ["group_id"] = line.Group,
        ["source"] = line.Source,
        ["trace_id"] = line.TraceId,
        ["solved"] = line.Solved,
    }.ToJsonString(OneLine);
}
