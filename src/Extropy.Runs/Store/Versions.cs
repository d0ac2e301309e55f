using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using Extropy.Runs.Effects;

namespace Extropy.Runs.Store;

/// <summary>The versions that a run's manifest records.</summary>
internal static class Versions
{
    public static ImmutableSortedDictionary<string, string> Current { get; } = ImmutableSortedDictionary<string, string>.Empty
        .Add("extropy", typeof(Versions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown")
        .Add("journal", JournalFile.Format)
        .Add("runtime", RuntimeInformation.FrameworkDescription);
}
