using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Extropy.Docs.Tests;

/// <summary>Compiles a snippet as a program of its own against this project's assemblies, and runs it.</summary>
internal static class SnippetRunner
{
    // What the SDK's implicit usings give a new console program; everything else a reader must type too.
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!) // set by every .NET host
            .Split(Path.PathSeparator)
            .Where(path => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>What the compiler has to say against the snippet; empty when it compiles.</summary>
    public static IReadOnlyList<string> Compile(Snippet snippet, out byte[] program)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var compilation = CSharpCompilation.Create(
            "Snippet",
            [CSharpSyntaxTree.ParseText(ImplicitUsings, options), CSharpSyntaxTree.ParseText(snippet.Code, options)],
            References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        program = image.ToArray();
        return [.. emitted.Diagnostics.Where(fault => fault.Severity == DiagnosticSeverity.Error).Select(fault => $"{snippet.Document}:{snippet.Line}: {fault}")];
    }

    /// <summary>What the program prints.</summary>
    public static async Task<string> RunAsync(byte[] program)
    {
        var context = new AssemblyLoadContext("snippet", isCollectible: true);
        TextWriter before = Console.Out;
        using var output = new StringWriter { NewLine = "\n" };
        Console.SetOut(output);
        Environment.CurrentDirectory = Repository.Root; // where a reader runs them
        try
        {
            using var image = new MemoryStream(program);
            MethodInfo main = context.LoadFromStream(image).EntryPoint!; // a console application has one
            object?[] arguments = main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()];
            if (main.Invoke(null, arguments) is Task running) await running;
        }
        finally
        {
            Console.SetOut(before);
            context.Unload();
        }

        return output.ToString();
    }
}
