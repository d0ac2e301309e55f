using System.Collections.Frozen;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Extropy.Worker;

/// <summary>
/// Refuses sources that name what a construction does not need. It is a hint that comes early and can be read, not the boundary: the sandbox is.
/// </summary>
internal static class NameRule
{
    private static readonly FrozenSet<string> Namespaces = ((string[])[
        "System", "System.Collections", "System.Collections.Generic", "System.Collections.Immutable", "System.Globalization", "System.Linq", "System.Numerics",
        "System.Runtime.CompilerServices", "System.Text", "System.Buffers",
    ]).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Types = ((string[])["Activator", "AppContext", "AppDomain", "Environment", "GC", "Type", "WeakReference"])
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>One sentence for each name.</summary>
    public static IEnumerable<string> Faults(Compilation compilation, SyntaxTree tree)
    {
        SemanticModel model = compilation.GetSemanticModel(tree);
        foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (model.GetSymbolInfo(name).Symbol is not { } symbol) continue;
            INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
            if (type is null || SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)) continue;
            string space = type.ContainingNamespace.ToDisplayString();
            if (Namespaces.Contains(space) && !(space == "System" && Types.Contains(type.Name))) continue;
            yield return FormattableString.Invariant(
                $"line {name.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {type.ToDisplayString()} is not for candidates; they compute, and nothing else");
        }
    }
}
