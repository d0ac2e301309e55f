using System.Text.Json.Nodes;
using Extropy.Evolution.Problems;
using Extropy.Evolution.Problems.Certifying;

namespace Extropy.Certificates.Tests;

/// <summary>Certificates as the search writes them, and files that are nearly so.</summary>
internal static class Claims
{
    /// <summary>The certificate of a layout that the referee accepts.</summary>
    public static byte[] Of(string problem, int rows, int columns, params double[] numbers) =>
        CertificateFile.ToUtf8(Certificate.Of(KnownProblems.Find(problem), new Layout(rows, columns, [.. numbers]))!);

    /// <summary>Two circles of radius 1/4 that touch; the sum is 1/2.</summary>
    public static byte[] TwoCircles() => Of("circle-packing-2", 2, 3, 0.25, 0.25, 0.25, 0.75, 0.25, 0.25);

    /// <summary>The same file with a change.</summary>
    public static byte[] TwoCircles(Action<JsonObject> change)
    {
        JsonObject root = JsonNode.Parse(TwoCircles())!.AsObject();
        change(root);
        return System.Text.Encoding.UTF8.GetBytes(root.ToJsonString());
    }
}
