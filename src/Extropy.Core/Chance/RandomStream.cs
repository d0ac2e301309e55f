using Extropy.Core.Identity;

namespace Extropy.Core.Chance;

/// <summary>
/// A named, infinite table of random numbers: the value at (step, draw) is a pure function of the key.
/// Nothing advances, so order of use, threads, retries and resumes cannot change a number.
/// </summary>
/// <remarks>
/// Derive one stream per purpose (<c>seed → search → fork path → "operator"</c>) and use <see cref="At(long)"/> for the draws of one step.
/// The cursor is a ref struct: the compiler forbids it to survive an await.
/// </remarks>
/// <param name="Key">The identity under which the numbers are drawn.</param>
public readonly record struct RandomStream(Digest Key)
{
    /// <summary>The root stream of a seed.</summary>
    public static RandomStream FromSeed(long seed) => new(Digest.Of("extropy/seed").Derive(seed));

    /// <summary>An independent stream for one purpose.</summary>
    public RandomStream For(string purpose) => new(Key.Derive(purpose));

    /// <summary>An independent stream for one member of a family (problem, fork, sample).</summary>
    public RandomStream For(long index) => new(Key.Derive(index));

    /// <summary>A cursor over the draws of one step.</summary>
    /// <param name="step">Any number; each has its own draws.</param>
    public Draws At(long step) => new(Key, unchecked((ulong)step), 0);

    /// <summary>A cursor over the draws of one cell of a two-dimensional table, such as (sample, position).</summary>
    public Draws At(long step, long cell) => new(Key, unchecked((ulong)step), unchecked((ulong)cell));
}
