using System.Runtime.InteropServices;
using Extropy.Cli.Hosting;

using var stopping = new CancellationTokenSource();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

using Terminal terminal = Terminal.OfProcess();
return await new CommandHost(terminal, TimeProvider.System).RunAsync(args, stopping.Token);

// The first signal asks for a checkpoint; a second one ends the process as usual, and the journal keeps what was committed.
void Stop(PosixSignalContext signal)
{
    if (stopping.IsCancellationRequested) return;
    signal.Cancel = true;
    stopping.Cancel();
}
