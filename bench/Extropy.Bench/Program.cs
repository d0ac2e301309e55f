using System.Reflection;
using Extropy.Bench;

IBench[] benches =
[
    .. Assembly.GetExecutingAssembly().GetTypes()
        .Where(type => type is { IsInterface: false, IsAbstract: false } && type.IsAssignableTo(typeof(IBench)))
        .Select(type => (IBench)Activator.CreateInstance(type)!) // every bench has a public constructor without parameters
        .OrderBy(bench => bench.Name, StringComparer.Ordinal),
];

if (args.Length > 0 && benches.FirstOrDefault(bench => bench.Name == args[0]) is { } chosen)
{
    Console.WriteLine(Machine.Describe());
    return chosen.Run(args[1..]);
}

Console.Error.WriteLine("usage: dotnet run --project bench/Extropy.Bench -- <name> [options]");
foreach (IBench bench in benches) Console.Error.WriteLine($"  {bench.Name,-16} {bench.About}");
return 2;
