namespace Extropy.Evolution.Candidates;

/// <summary>Describes candidates of one kind, so that alike ones can be found. A pure function, thread-safe.</summary>
public interface IFingerprint
{
    /// <summary>The description of a candidate. Never throws on its text: what cannot be read has no description.</summary>
    Fingerprint Of(IReadOnlyList<Part> parts);
}
