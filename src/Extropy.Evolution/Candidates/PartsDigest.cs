using Extropy.Core.Identity;

namespace Extropy.Evolution.Candidates;

/// <summary>The identity of a candidate's texts.</summary>
internal static class PartsDigest
{
    public static Digest Of(IReadOnlyList<Part> parts)
    {
        using var digest = new DigestBuilder();
        foreach (Part part in parts) digest.Add(part.Name).Add(part.Text);
        return digest.Build();
    }
}
