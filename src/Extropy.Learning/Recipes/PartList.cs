using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Core.Text;

namespace Extropy.Learning.Recipes;

/// <summary>The parts that fit one slot, by name.</summary>
/// <typeparam name="T">The slot.</typeparam>
public sealed class PartList<T>
{
    private readonly string _kind;

    internal PartList(string kind, params ReadOnlySpan<NamedPart<T>> parts)
    {
        _kind = kind;
        All = [.. parts];
        Names = [.. All.Select(part => part.Name)];
    }

    /// <summary>All of them, the plainest first.</summary>
    public ImmutableArray<NamedPart<T>> All { get; }

    /// <summary>All names in order.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Makes the part of a name.</summary>
    /// <param name="name">Case is ignored.</param>
    /// <param name="settings">What it may ask; null for the defaults.</param>
    /// <exception cref="BadInputException">No such name; near ones are offered. Or a setting out of range.</exception>
    public T Create(string name, PartSettings? settings = null) => Find(name).Create(settings ?? new PartSettings());

    /// <summary>The entry of a name.</summary>
    /// <exception cref="BadInputException">No such name; near ones are offered.</exception>
    public NamedPart<T> Find(string name) =>
        All.FirstOrDefault(part => string.Equals(part.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new BadInputException(NearestNames.Message(_kind, name, Names));
}
