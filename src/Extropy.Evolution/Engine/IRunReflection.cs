namespace Extropy.Evolution.Engine;

/// <summary>
/// Looks back on the run between two commits and leaves something for later proposals: notes, or other system prompts. Has no state of its own: what it knows
/// is in the request, what it finds out in the answer.
/// </summary>
public interface IRunReflection
{
    /// <summary>Its name in files and on the screen, for example <c>notes</c>.</summary>
    string Name { get; }

    /// <summary>Candidates evaluated between two reflections, at least 1; starts do not count.</summary>
    int Every { get; }

    /// <summary>
    /// Looks back. Nothing is committed meanwhile; what is in flight goes on. A function of the request and of what models answer through
    /// <see cref="ReflectionRequest.Calls"/>, which records every answer. Never throws on what a model says: an answer that cannot be used leaves the memory as
    /// it is.
    /// </summary>
    ValueTask<Reflection> ReflectAsync(ReflectionRequest request, CancellationToken cancellationToken);
}
