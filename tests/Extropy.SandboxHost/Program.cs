using Extropy.Core.Errors;
using Extropy.Evolution.Sandbox;
using Extropy.Evolution.Sandbox.CSharp;

// A process that uses the sandbox, to be started as another user, with fewer rights, or to be killed. Prints what holds, then what became of a program.
// usage: Extropy.SandboxHost (found | weak | unmarked) (allow | refuse) (SCRIPT | --candidate SOURCE)
// "weak" does without namespaces, "unmarked" without control groups and another user too.
SandboxTools tools = SandboxTools.Find();
if (args[0] != "found") tools = tools with { Bubblewrap = null };
if (args[0] == "unmarked") tools = tools with { HasGroups = false, SetPrivileges = null };
ProcessSandbox found = await SandboxProbe.RunAsync(tools);
Console.WriteLine($"strong {found.Strength.IsStrong}, other user {found.Strength.IsOtherUser}: {found.Strength.Mechanism}. {string.Join(' ', found.Strength.Missing)}");
try
{
    ISandbox sandbox = ProcessSandbox.Require(found, args[1] == "allow");
    var limits = new SandboxLimits { Wall = TimeSpan.FromSeconds(30), Processor = TimeSpan.FromSeconds(10) };
    if (args[2] == "--candidate")
    {
        await using var candidates = new CSharpCandidates(sandbox, new CSharpCandidatesOptions { Waiting = 1, Limits = limits });
        CandidateAnswer answer = await candidates.RunAsync(args[3], CancellationToken.None);
        Console.WriteLine(answer.Failure ?? $"{answer.Layout!.Rows} rows"); // no failure, a layout
        return 0;
    }

    await using ISandboxedProcess process = await sandbox.StartAsync(new SandboxRequest(["/bin/sh", "-c", args[2]]) { Limits = limits }, CancellationToken.None);
    using var output = new StreamReader(process.Output);
    while (await output.ReadLineAsync() is { } line) Console.WriteLine(line);
    SandboxResult result = await process.WaitAsync(CancellationToken.None);
    Console.WriteLine($"{result.End} {result.ExitCode}");
    return 0;
}
catch (BadInputException refusal)
{
    Console.WriteLine($"refused: {refusal.Message}");
    return 2;
}
