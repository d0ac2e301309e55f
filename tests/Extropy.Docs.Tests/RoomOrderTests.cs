using System.Xml.Linq;

namespace Extropy.Docs.Tests;

/// <summary>The arrows of the house: a room uses only rooms on lower floors, and only the packages it is allowed.</summary>
public sealed class RoomOrderTests
{
    /// <summary>Ground floor first, each with the packages it may name.</summary>
    private static readonly (string Room, string[] Packages)[] House =
    [
        ("Core", ["System.Numerics.Tensors"]),
        ("Runs", ["Microsoft.Data.Sqlite"]),
        ("Search", []),
        ("Tasks", ["Parquet.Net"]),
        ("Models", ["System.Numerics.Tensors", "Microsoft.ML.Tokenizers"]),
        ("Learning", ["Parquet.Net"]),
        ("Providers", ["Microsoft.Extensions.AI", "Microsoft.Extensions.AI.OpenAI", "Microsoft.Extensions.Http.Resilience"]),
        ("Worker", ["Microsoft.CodeAnalysis.CSharp"]),
        ("Evolution", []),
        ("Certificates", []),
        ("Catalog", []),
        ("Cli", ["System.CommandLine", "Spectre.Console", "YamlDotNet"]),
        ("Testing", []),
    ];

    [Fact]
    public void EveryRoom_IsInTheHouse()
    {
        string[] rooms = [.. Repository.Files("src", "*.csproj").Select(RoomOf).Order(StringComparer.Ordinal)];

        Assert.Equal(House.Select(floor => floor.Room).Order(StringComparer.Ordinal), rooms);
    }

    [Fact]
    public void EveryReference_PointsDown()
    {
        string[] order = [.. House.Select(floor => floor.Room)];
        string[] upward =
        [
            .. from project in Repository.Files("src", "*.csproj")
               from used in References(project, "ProjectReference").Select(path => RoomOf(path.Replace('\\', '/')))
               where Array.IndexOf(order, used) >= Array.IndexOf(order, RoomOf(project))
               select $"{RoomOf(project)} → {used}",
        ];

        Assert.Empty(upward);
    }

    [Fact]
    public void EveryPackage_IsAllowedInItsRoom()
    {
        string[] foreign =
        [
            .. from project in Repository.Files("src", "*.csproj")
               let allowed = House.First(floor => floor.Room == RoomOf(project)).Packages
               from package in References(project, "PackageReference")
               where !allowed.Contains(package)
               select $"{RoomOf(project)} uses {package}",
        ];

        Assert.Empty(foreign);
    }

    [Fact]
    public void Certificates_ShareNothingWithTheSearch()
    {
        string[] uses = [.. References(Project("Certificates"), "ProjectReference"), .. References(Project("Certificates"), "PackageReference")];
        string[] users =
        [
            .. Repository.Files("src", "*.csproj")
                .Where(project => References(project, "ProjectReference").Any(path => RoomOf(path.Replace('\\', '/')) == "Certificates")).Select(RoomOf),
        ];

        Assert.Empty(uses);
        Assert.DoesNotContain("Evolution", users);
        Assert.DoesNotContain(users, user => References(Project("Evolution"), "ProjectReference").Any(path => RoomOf(path.Replace('\\', '/')) == user));
    }

    private static string Project(string room) => Repository.Files("src", "*.csproj").Single(project => RoomOf(project) == room);

    private static string RoomOf(string project) => Path.GetFileNameWithoutExtension(project)["Extropy.".Length..];

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(project).Descendants(kind).Select(element => element.Attribute("Include")!.Value); // Include is required by the build
}
