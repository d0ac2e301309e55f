using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Extropy.Core.Errors;

namespace Extropy.Providers.Pricing;

/// <summary>Price lists as JSON: <c>{"format": "extropy-prices/1", "models": [{"model", "input", "cachedInput", "output", "date", "source"}]}</c>.</summary>
internal static class PriceFile
{
    private const string Format = "extropy-prices/1";
    private const string ShippedName = "prices.json";
    private const int LargestFile = 1 << 20;

    /// <summary>Strict: an unknown key is a misspelt one, and a missing number would be a price of 0.</summary>
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The list inside the assembly.</summary>
    public static ImmutableSortedDictionary<string, ModelPrice> ReadShipped()
    {
        using Stream stream = typeof(PriceFile).Assembly.GetManifestResourceStream(ShippedName)
            ?? throw new InvalidOperationException($"{ShippedName} is not in the assembly.");
        return Index(JsonSerializer.Deserialize<Sheet>(stream, Reading), ShippedName);
    }

    /// <summary>A person's list.</summary>
    public static IEnumerable<KeyValuePair<string, ModelPrice>> Read(string file)
    {
        try
        {
            if (new FileInfo(file).Length > LargestFile) throw new BadInputException($"The price list {file} is larger than a megabyte.");
            return Index(JsonSerializer.Deserialize<Sheet>(File.ReadAllBytes(file), Reading), file);
        }
        catch (JsonException fault)
        {
            throw new BadInputException($"The price list {file} cannot be read: {fault.Message.ReplaceLineEndings(" ")}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The price list {file} cannot be read: {fault.Message}");
        }
    }

    private static ImmutableSortedDictionary<string, ModelPrice> Index(Sheet? sheet, string file)
    {
        if (sheet?.Format != Format) throw new BadInputException($"The price list {file} has format '{sheet?.Format}', this program reads '{Format}'.");
        var prices = ImmutableSortedDictionary.CreateBuilder<string, ModelPrice>(StringComparer.Ordinal);
        foreach (ModelPrice price in sheet.Models)
        {
            if (price.Input < 0 || price.CachedInput < 0 || price.Output < 0)
                throw new BadInputException($"The price list {file} has a negative price for '{price.Model}'.");
            if (!prices.TryAdd(price.Model, price)) throw new BadInputException($"The price list {file} names '{price.Model}' twice.");
        }

        return prices.ToImmutable();
    }

    private sealed record Sheet(string Format, ModelPrice[] Models);
}
