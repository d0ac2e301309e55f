using System.Text;
using Extropy.Evolution.Problems;
using Extropy.Evolution.Problems.Certifying;
using Extropy.Testing.Files;

namespace Extropy.Evolution.Tests.Problems.Certifying;

public sealed class CertificateFileTests
{
    private static readonly IOpenProblem Two = KnownProblems.Find("circle-packing-2");

    [Fact]
    public void Of_InvalidLayout_IsNull() => Assert.Null(Certificate.Of(Two, new Layout(2, 3, [0.25, 0.25, 0.25, 0.7, 0.25, 0.25])));

    [Fact]
    public void ToUtf8_StatesEveryNumberExactlyAndForPeople()
    {
        Certificate certificate = Certificate.Of(Two, new Layout(2, 3, [0.25, 0.25, 0.25, 0.75, 0.3, -0.0]))!;

        string text = Encoding.UTF8.GetString(CertificateFile.ToUtf8(certificate));

        Assert.Equal(
            """
            {
              "format": "extropy-certificate-1",
              "problem": "circle-packing-2",
              "asked": "Place 2 disjoint circles in the unit square so that the sum of their radii is largest.",
              "claim": "The layout breaks no constraint of the problem, and its metric is exactly the value.",
              "tolerance": 0,
              "value": {
                "numerator": "1",
                "denominator": "4",
                "decimal": "0.250000000000000000000000000000",
                "rounded": "down"
              },
              "rows": 2,
              "columns": [
                "x",
                "y",
                "r"
              ],
              "layout": [
                {
                  "exact": [[1, -2], [1, -2], [1, -2]],
                  "decimal": [0.25, 0.25, 0.25]
                },
                {
                  "exact": [[3, -2], [5404319552844595, -54], [0, 0]],
                  "decimal": [0.75, 0.3, 0]
                }
              ]
            }

            """,
            text);
    }

    [Fact]
    public void Write_ReplacesAFileWhole()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("certificate.json");
        File.WriteAllText(path, new string('x', 100_000));
        Certificate certificate = Certificate.Of(Two, new Layout(2, 3, [0.25, 0.25, 0.25, 0.75, 0.25, 0.25]))!;

        CertificateFile.Write(path, certificate);

        Assert.Equal(CertificateFile.ToUtf8(certificate), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }
}
