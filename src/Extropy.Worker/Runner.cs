using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Text;
using Extropy.Evolution.Sandbox.CSharp;

namespace Extropy.Worker;

/// <summary>Runs one assembly of a candidate and hands out the numbers that it returns. The process is thrown away afterwards.</summary>
internal static class Runner
{
    private const int MostAssemblyBytes = 16 << 20;
    private const string TypeName = "Candidate";
    private const string MethodName = "Run";

    /// <summary>Waits for an assembly, runs <c>Candidate.Run()</c>, writes its numbers.</summary>
    public static void RunOne(Stream input, Stream output)
    {
        Rehearse();
        Frame.Write(output, new Frame(FrameKind.Ready, []));
        if (!Frame.TryRead(input, MostAssemblyBytes, out Frame assembly)) return;
        Frame.Write(output, Answer(assembly.Payload));
    }

    private static Frame Answer(byte[] assembly)
    {
        try
        {
            return Numbers(Run(assembly));
        }
        catch (TargetInvocationException error) when (error.InnerException is { } inner)
        {
            return Failure($"{inner.GetType().Name}: {inner.Message}");
        }
        catch (Exception error) // the boundary of this process: whatever a candidate throws is its answer
        {
            return Failure($"{error.GetType().Name}: {error.Message}");
        }
    }

    private static object? Run(byte[] assembly)
    {
        var context = new AssemblyLoadContext("candidate");
        Assembly loaded = context.LoadFromStream(new MemoryStream(assembly));
        Type type = loaded.GetTypes().FirstOrDefault(type => type.Name == TypeName) ?? throw new MissingMemberException($"there is no class {TypeName}");
        MethodInfo method = type.GetMethod(MethodName, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static, [])
            ?? throw new MissingMemberException($"{TypeName} has no static method {MethodName} without parameters");
        return method.Invoke(null, null);
    }

    private static Frame Numbers(object? value) => value switch
    {
        double[,] table => Frame.OfNumbers(table.GetLength(0), table.GetLength(1), MemoryMarshal.CreateReadOnlySpan(
            ref System.Runtime.CompilerServices.Unsafe.As<byte, double>(ref MemoryMarshal.GetArrayDataReference(table)), table.Length)),
        double[][] rows when rows.Length == 0 || rows.All(row => row is not null && row.Length == rows[0].Length) =>
            Frame.OfNumbers(rows.Length, rows.Length == 0 ? 0 : rows[0].Length, rows.SelectMany(row => row).ToArray()),
        _ => Failure($"{TypeName}.{MethodName} must return double[,] or double[][] with rows of equal length"),
    };

    private static Frame Failure(string text) => new(FrameKind.Failure, Encoding.UTF8.GetBytes(text.Length <= 1_000 ? text : text[..1_000]));

    // Loads and compiles what every answer needs, before anybody waits for it.
    private static void Rehearse()
    {
        var context = new AssemblyLoadContext("rehearsal", isCollectible: true);
        Assembly own = context.LoadFromStream(new MemoryStream(File.ReadAllBytes(typeof(Runner).Assembly.Location)));
        MethodInfo? method = own.GetType(typeof(Runner).FullName!)!.GetMethod(nameof(Nothing), BindingFlags.NonPublic | BindingFlags.Static, []);
        Frame.Write(Stream.Null, Numbers(method!.Invoke(null, null)));
    }

    private static double[,] Nothing() => new double[1, 1];
}
