namespace Extropy.Core.Outcomes;

/// <summary>
/// The result of work that is expected to fail now and then: a value or a named failure. For faults of the caller and for a broken
/// world there are exceptions. Exactly two cases exist, <see cref="Success"/> and <see cref="Failed"/>.
/// </summary>
/// <typeparam name="T">What success yields.</typeparam>
public abstract record Outcome<T>
{
    private Outcome()
    {
    }

    /// <summary>True for a <see cref="Success"/>.</summary>
    public bool IsSuccess => this is Success;

    /// <summary>A value is a success.</summary>
    public static implicit operator Outcome<T>(T value) => new Success(value);

    /// <summary>A failure of any outcome is a failure of this one.</summary>
    public static implicit operator Outcome<T>(Failure failure) => new Failed(failure);

    /// <summary>One function per case, so that neither can be forgotten.</summary>
    public TResult Match<TResult>(Func<T, TResult> success, Func<Failure, TResult> failed) => this switch
    {
        Success ok => success(ok.Value),
        Failed not => failed(not.Failure),
        _ => throw new InvalidOperationException("An outcome has two cases."), // the private constructor allows no third
    };

    /// <summary>Changes the value of a success; a failure stays as it is.</summary>
    public Outcome<TNext> Map<TNext>(Func<T, TNext> change) =>
        Match<Outcome<TNext>>(value => new Outcome<TNext>.Success(change(value)), failure => failure);

    /// <summary>Goes on with work that may fail too; the first failure ends the chain.</summary>
    public Outcome<TNext> Then<TNext>(Func<T, Outcome<TNext>> next) => Match(next, failure => failure);

    /// <summary>The value, or <paramref name="fallback"/> after a failure.</summary>
    public T ValueOr(T fallback) => Match(value => value, _ => fallback);

    /// <summary>Work that yielded its value.</summary>
    /// <param name="Value">The result.</param>
    public sealed record Success(T Value) : Outcome<T>;

    /// <summary>Work that ended without one.</summary>
    /// <param name="Failure">Why.</param>
    public sealed record Failed(Failure Failure) : Outcome<T>;
}
