using System.Collections.Immutable;
using System.Globalization;
using Extropy.Core.Errors;

namespace Extropy.Providers.Pricing;

/// <summary>What models cost: the list that ships, and a person's own list, which wins. A model that is on neither has no known price.</summary>
public sealed class PriceList
{
    /// <summary>Environment variable that names a person's own list.</summary>
    public const string FileVariable = "EXTROPY_PRICES";

    /// <summary>The currency of all prices.</summary>
    public const string Currency = "USD";

    private readonly ImmutableSortedDictionary<string, ModelPrice> _prices;

    private PriceList(ImmutableSortedDictionary<string, ModelPrice> prices)
    {
        _prices = prices;
    }

    /// <summary>The list that ships.</summary>
    public static PriceList Shipped { get; } = new(PriceFile.ReadShipped());

    /// <summary>Every price in alphabetical order of the models.</summary>
    public IEnumerable<ModelPrice> All => _prices.Values;

    /// <summary>The list that ships, overridden by the file that the environment names or by <c>extropy/prices.json</c> in the user's settings.</summary>
    /// <exception cref="BadInputException">The person's file is not a price list, or the one named by the environment is missing.</exception>
    public static PriceList FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } named) return Shipped.OverriddenBy(named);
        string settings = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData);
        string own = Path.Combine(settings, "extropy", "prices.json");
        return settings.Length > 0 && File.Exists(own) ? Shipped.OverriddenBy(own) : Shipped;
    }

    /// <summary>This list with the entries of a file in place of its own.</summary>
    /// <exception cref="BadInputException">It is not a price list.</exception>
    public PriceList OverriddenBy(string file) => new(_prices.SetItems(PriceFile.Read(file)));

    /// <summary>The price of a model or of a dated snapshot of it (<c>name-2025-08-07</c>), or null when it is unknown.</summary>
    public ModelPrice? Find(string model) =>
        _prices.TryGetValue(model, out ModelPrice? exact) ? exact
        : SnapshotOf(model) is { } alias && _prices.TryGetValue(alias, out ModelPrice? dated) ? dated
        : null;

    /// <summary>The model's name without the date of a snapshot, or null when it carries none.</summary>
    internal static string? SnapshotOf(string model)
    {
        const int DateLength = 10;
        if (model.Length < DateLength + 2 || model[^(DateLength + 1)] != '-') return null;
        bool isDate = DateOnly.TryParseExact(model.AsSpan(model.Length - DateLength), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        return isDate ? model[..^(DateLength + 1)] : null;
    }
}
