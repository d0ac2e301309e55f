using System.Collections.Immutable;
using Extropy.Core.Identity;

namespace Extropy.Evolution.Own;

/// <summary>One file of a problem, as it was when the problem was read.</summary>
/// <param name="Name">Path from the problem file's folder, with forward slashes, without <c>..</c>.</param>
/// <param name="Content">Its bytes.</param>
public sealed record OwnFile(string Name, ImmutableArray<byte> Content)
{
    /// <summary>Longest file.</summary>
    public const int MostBytes = 16 << 20;

    /// <summary>Changes exactly when a byte does.</summary>
    public Digest Identity { get; } = Digest.Of(Content.AsSpan());
}
