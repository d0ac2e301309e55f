using System.Collections.Immutable;
using System.Text.Json;

namespace Extropy.Models.Checkpoints;

/// <summary>
/// Reads and checks the JSON header of a safetensors file: 8 bytes of little-endian length, the header, then the tensors' bytes without
/// gap or overlap. A header is hostile until checked.
/// </summary>
/// <param name="path">Named in errors.</param>
/// <param name="dataStart">First byte after the header.</param>
/// <param name="fileLength">Length of the file.</param>
internal sealed class SafetensorsHeader(string path, long dataStart, long fileLength)
{
    /// <summary>Bytes of the length that opens a file.</summary>
    public const int PrefixBytes = 8;

    /// <summary>Longest header accepted, 100 MB: the limit other readers of the format keep.</summary>
    public const int LongestHeader = 100_000_000;

    private const string MetadataKey = "__metadata__";
    private const string NothingLoaded = "Nothing was loaded";
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    private readonly List<SafetensorsTensor> _tensors = [];

    /// <summary>Free text that came with the tensors.</summary>
    public SortedDictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>Checks a header and returns its tensors in file order.</summary>
    /// <exception cref="CheckpointDamagedException">Anything that the format does not allow.</exception>
    public ImmutableArray<SafetensorsTensor> Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw Fault("the header is not a JSON object");
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (property.NameEquals(MetadataKey)) ReadMetadata(property.Value);
                else _tensors.Add(ReadTensor(property.Name, property.Value));
            }
        }
        catch (JsonException error)
        {
            throw new CheckpointDamagedException(
                path, PrefixBytes + (error.BytePositionInLine ?? 0), "the header is not valid JSON", NothingLoaded);
        }

        _tensors.Sort(ByPlace);
        CheckPlaces();
        return [.. _tensors];
    }

    private static int ByPlace(SafetensorsTensor a, SafetensorsTensor b) => // an empty tensor stands before its neighbour
        a.Offset != b.Offset ? a.Offset.CompareTo(b.Offset)
        : a.Bytes != b.Bytes ? a.Bytes.CompareTo(b.Bytes)
        : string.CompareOrdinal(a.Name, b.Name);

    private void ReadMetadata(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) throw Fault("its metadata are not an object");
        foreach (JsonProperty entry in value.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.String) throw Fault($"the metadata entry '{Short(entry.Name)}' is not a text");
            Metadata[entry.Name] = entry.Value.GetString() ?? "";
        }
    }

    private SafetensorsTensor ReadTensor(string name, JsonElement value)
    {
        string label = Short(name);
        if (value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("dtype", out JsonElement type)
            || !value.TryGetProperty("shape", out JsonElement shape)
            || !value.TryGetProperty("data_offsets", out JsonElement offsets))
        {
            throw Fault($"tensor '{label}' lacks dtype, shape or data_offsets");
        }

        if (type.ValueKind != JsonValueKind.String
            || !Enum.TryParse(type.GetString(), ignoreCase: false, out SafetensorsType elementType)
            || !Enum.IsDefined(elementType))
        {
            throw Fault($"tensor '{label}' has a type that this reader does not know");
        }

        long bytes = SafetensorsTensor.SizeOf(elementType);
        var dimensions = ImmutableArray.CreateBuilder<int>();
        foreach (long dimension in Numbers(shape, label, "shape"))
        {
            if (dimension > int.MaxValue || (dimension > 0 && bytes > long.MaxValue / dimension))
                throw Fault($"the shape of tensor '{label}' is larger than any file");
            dimensions.Add((int)dimension);
            bytes *= dimension;
        }

        List<long> range = Numbers(offsets, label, "data_offsets");
        if (range.Count != 2 || range[0] > range[1]) throw Fault($"the data_offsets of tensor '{label}' are not a range");
        if (range[1] - range[0] != bytes) throw Fault($"tensor '{label}' has {range[1] - range[0]} bytes where its shape asks for {bytes}");
        if (range[1] > fileLength - dataStart) throw Truncated(label, dataStart + range[1]);
        return new(name, elementType, dimensions.ToImmutable(), dataStart + range[0], bytes);
    }

    private List<long> Numbers(JsonElement list, string label, string what)
    {
        if (list.ValueKind != JsonValueKind.Array) throw Fault($"the {what} of tensor '{label}' is not a list");
        var numbers = new List<long>();
        foreach (JsonElement item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out long number) || number < 0)
                throw Fault($"the {what} of tensor '{label}' has an entry that is not a whole number ≥ 0");
            numbers.Add(number);
        }

        return numbers;
    }

    private void CheckPlaces()
    {
        long reached = dataStart;
        for (int i = 0; i < _tensors.Count; i++)
        {
            SafetensorsTensor tensor = _tensors[i];
            string safe = i == 0 ? NothingLoaded : $"Tensors up to '{Short(_tensors[i - 1].Name)}' lie whole before it; nothing was loaded";
            if (tensor.Offset < reached)
                throw new CheckpointDamagedException(path, tensor.Offset, $"tensor '{Short(tensor.Name)}' overlaps its neighbour", safe);
            if (tensor.Offset > reached)
                throw new CheckpointDamagedException(path, reached, $"{tensor.Offset - reached} bytes belong to no tensor", safe);
            reached = tensor.Offset + tensor.Bytes;
        }

        if (reached != fileLength)
        {
            throw new CheckpointDamagedException(
                path, reached, $"{fileLength - reached} bytes follow the last tensor", "All tensors lie whole before it; nothing was loaded");
        }
    }

    private CheckpointDamagedException Truncated(string label, long end) => new(
        path, fileLength, $"the file ends here and tensor '{label}' should reach byte {end}", "The header is readable; nothing was loaded");

    private CheckpointDamagedException Fault(string fault) => new(path, PrefixBytes, fault, NothingLoaded);

    private static string Short(string name) => name.Length <= 80 ? name : $"{name[..80]}…";
}
