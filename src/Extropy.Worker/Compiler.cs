using System.Collections.Immutable;
using System.Text;
using Extropy.Evolution.Sandbox.CSharp;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Extropy.Worker;

/// <summary>Turns C# sources into assemblies, one after another, against the framework alone.</summary>
internal static class Compiler
{
    private const int MostSourceBytes = 1 << 20;
    private const int MostFaults = 8;

    private const string Usings = "global using System; global using System.Collections.Generic; global using System.Linq;";
    private const string Rehearsal = "public static class Candidate { public static double[,] Run() { var all = new List<double> { 1 }; return new double[1, 1] { { all.Select(x => Math.Sqrt(x)).Max() } }; } }";

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Preview);
    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, deterministic: true, allowUnsafe: false, concurrentBuild: false);

    /// <summary>Serves until the input ends.</summary>
    public static void Serve(Stream input, Stream output)
    {
        ImmutableArray<MetadataReference> framework = Framework();
        Frame rehearsal = Compile(framework, Rehearsal, isNarrow: true); // loads and warms what every compilation needs
        Frame.Write(output, new Frame(FrameKind.Ready, rehearsal.Payload));
        while (Frame.TryRead(input, MostSourceBytes, out Frame request))
            Frame.Write(output, Compile(framework, Encoding.UTF8.GetString(request.Payload), request.Kind == FrameKind.NarrowSource));
    }

    private static Frame Compile(ImmutableArray<MetadataReference> framework, string source, bool isNarrow)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), Language, "candidate.cs");
        SyntaxTree usings = CSharpSyntaxTree.ParseText(Usings, Language);
        var compilation = CSharpCompilation.Create("candidate", [usings, tree], framework, Options);
        string[] faults = [.. compilation.GetDiagnostics().Where(fault => fault.Severity == DiagnosticSeverity.Error).Take(MostFaults).Select(Text)];
        if (faults.Length == 0 && isNarrow) faults = [.. NameRule.Faults(compilation, tree).Distinct(StringComparer.Ordinal).Take(MostFaults)];
        if (faults.Length > 0) return Refused(faults);
        using var assembly = new MemoryStream();
        EmitResult result = compilation.Emit(assembly);
        return result.Success ? new Frame(FrameKind.Assembly, assembly.ToArray()) : Refused([.. result.Diagnostics.Take(MostFaults).Select(Text)]);
    }

    private static Frame Refused(IEnumerable<string> faults) => new(FrameKind.Failure, Encoding.UTF8.GetBytes(string.Join('\n', faults)));

    private static string Text(Diagnostic fault)
    {
        LinePosition at = fault.Location.GetLineSpan().StartLinePosition;
        return FormattableString.Invariant($"line {at.Line + 1}, column {at.Character + 1}: {fault.Id} {fault.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
    }

    private static ImmutableArray<MetadataReference> Framework()
    {
        string own = AppContext.BaseDirectory;
        string[] all = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator);
        return [.. all.Where(path => !path.StartsWith(own, StringComparison.Ordinal)).Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))];
    }
}
