using System.Runtime.CompilerServices;

namespace Extropy.Cli.Tests;

/// <summary>Gives the tests a folder of runs of their own.</summary>
internal static class Home
{
    public static string Folder { get; private set; } = "";

    [ModuleInitializer]
    internal static void Create()
    {
        Folder = Directory.CreateTempSubdirectory("extropy-cli-tests-").FullName;
        Environment.SetEnvironmentVariable("EXTROPY_HOME", Folder);
        Environment.SetEnvironmentVariable("EXTROPY_COMMAND", null);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);
    }
}
