namespace Extropy.Worker;

/// <summary>Runs inside the sandbox, in one of two roles. Standard output carries frames and nothing else: what a candidate prints goes nowhere.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        using Stream input = Console.OpenStandardInput(), output = Console.OpenStandardOutput();
        Console.SetOut(TextWriter.Null);
        Console.SetIn(TextReader.Null);
        switch (args)
        {
            case ["compile"]:
                Compiler.Serve(input, output);
                return 0;
            case ["run"]:
                Runner.RunOne(input, output);
                return 0;
            default:
                Console.Error.WriteLine("usage: Extropy.Worker compile | run");
                return 2;
        }
    }
}
