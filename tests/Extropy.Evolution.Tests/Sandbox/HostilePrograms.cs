namespace Extropy.Evolution.Tests.Sandbox;

/// <summary>Programs that try to do harm. One that manages prints or returns <see cref="Escaped"/>.</summary>
internal static class HostilePrograms
{
    /// <summary>What an attack says when it worked.</summary>
    public const string Escaped = "ESCAPED";

    /// <summary>The same as a number.</summary>
    public const double EscapedNumber = 666;

    /// <summary>
    /// Shell scripts by name. <c>$PORT</c> is a listener on this machine, <c>$CANARY</c> a file of this machine that everybody may change, in a folder that
    /// everybody may change.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Shell { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["endless loop"] = "while :; do :; done",
        ["sleep for ever"] = "sleep 100000",
        ["ignore signals"] = "trap '' TERM INT HUP QUIT XCPU; while :; do :; done",
        ["stop itself"] = "kill -STOP $$",
        ["fork bomb"] = "b() { b | b & }; b; wait",
        ["many sleepers"] = "i=0; while [ $i -lt 5000 ]; do sleep 1000 & i=$((i+1)); done; [ $i -ge 5000 ] && echo started; wait",
        ["daemon in a session of its own"] = "setsid sh -c 'sleep 1000' >/dev/null 2>&1 & exit 0",
        ["daemon by double fork"] = "(sh -c '(sleep 1000 </dev/null >/dev/null 2>&1 &)' &) ; exit 0",
        ["daemon that writes later"] = "(sleep 1; touch /scratch/late) & exit 0",
        ["daemon that keeps the output open"] = "sleep 1000 & exit 0",
        ["endless output"] = "yes",
        ["endless errors"] = "yes >&2",
        ["output without line ends"] = "cat /dev/zero",
        ["memory bomb in the shell"] = "a=x; while :; do a=$a$a; done",
        ["memory bomb in a sort"] = "yes | sort -S 100% > /dev/null",
        ["memory bomb in tail"] = "tail /dev/zero",
        ["file over the limit"] = "head -c 1000000000 /dev/zero > big; [ $(stat -c %s big) -ge 1000000000 ] && echo ESCAPED",
        ["many files"] = "i=0; while [ $i -lt 100000 ]; do head -c 100000 /dev/zero > f$i || break; i=$((i+1)); done; [ $i -ge 1000 ] && echo ESCAPED",
        ["write to the system"] = "touch /usr/bin/x && echo ESCAPED",
        ["write to the root"] = "touch /x && echo ESCAPED",
        ["write to a library"] = "echo x >> /usr/lib/os-release && echo ESCAPED",
        ["write to devices"] = "echo x > /dev/sda && echo ESCAPED; echo x > /dev/mem && echo ESCAPED; echo x > /dev/kmsg && echo ESCAPED",
        ["make a device"] = "mknod d b 8 0 && echo ESCAPED",
        ["mount"] = "mkdir m; mount -t tmpfs none m && echo ESCAPED; mount -o remount,rw / && echo ESCAPED",
        ["new namespaces with rights"] = "unshare -Ur mount -t tmpfs none /scratch && echo 1000000000 > /proc/sys/kernel/pid_max && echo ESCAPED",
        ["read a file of its user"] = "cat $CANARY && echo ESCAPED; cat /root/.bashrc && echo ESCAPED; ls /home && echo ESCAPED",
        ["read passwords"] = "cat /etc/shadow && echo ESCAPED; cat /etc/passwd && echo ESCAPED",
        ["read keys from the environment"] = "env | grep -q SECRET && echo ESCAPED",
        ["read keys from other processes"] = "cat /proc/[0-9]*/environ | grep -a SECRET && echo ESCAPED",
        ["read memory of the first process"] = "head -c 1 /proc/1/mem && echo ESCAPED; ls /proc/1/root && [ -e /proc/1/root/root ] && echo ESCAPED",
        ["follow a link out"] = "ln -s $CANARY link; cat link && echo ESCAPED; ln -s /usr/bin d; touch d/x && echo ESCAPED",
        ["change a file of this machine"] = "echo x > $CANARY && echo ESCAPED; rm -f $CANARY; mv $CANARY . && echo ESCAPED",
        ["write through links"] = "ln -s $CANARY out; echo x > out && echo ESCAPED; ln -s ${CANARY%/*} dir; touch dir/new && echo ESCAPED; ln $CANARY inside && echo ESCAPED",
        ["write through the folders of processes"] = "for p in /proc/[0-9]*; do echo x > $p/root$CANARY && echo ESCAPED; echo x > $p/cwd/../..$CANARY && echo ESCAPED; done",
        ["fill the shared memory"] = "i=0; while head -c 1000000 /dev/zero > /dev/shm/f$i; do i=$((i+1)); [ $i -gt 64 ] && echo ESCAPED && exit; done; head -c 1000 /dev/zero > /dev/file && echo ESCAPED",
        ["leave something in the shared memory"] = "echo x > /dev/shm/extropy-left; echo x > /tmp/extropy-left; exit 0",
        ["spread daemons"] = "for i in 1 2 3 4 5 6; do (setsid sh -c '(setsid sleep 1000 <&- >&- 2>&- &)' &) ; done; exit 0",
        ["link hard"] = "ln /usr/bin/env hard && echo ESCAPED",
        ["climb out"] = "cat ../../../..$CANARY && echo ESCAPED",
        ["tcp to this machine"] = "exec 3<>/dev/tcp/127.0.0.1/$PORT && echo ESCAPED; command -v bash >/dev/null && bash -c \"exec 3<>/dev/tcp/127.0.0.1/$PORT\" && echo ESCAPED",
        ["tcp elsewhere"] = "command -v bash >/dev/null && timeout 1 bash -c 'exec 3<>/dev/tcp/1.1.1.1/53' && echo ESCAPED",
        ["look up a name"] = "getent hosts example.com && echo ESCAPED",
        ["bring an interface up"] = "ip link set lo up && echo ESCAPED; echo 1 > /proc/sys/net/ipv4/ip_forward && echo ESCAPED",
        ["signal everybody"] = "kill -9 -1; kill -STOP -1",
        ["signal the parent"] = "kill -9 $PPID; kill -STOP $PPID",
        ["signal the first process"] = "kill -9 1; kill -TERM 1",
        ["signal this process"] = "kill -9 $ENGINE && echo ESCAPED",
        ["crash"] = "kill -SEGV $$",
        ["abort with a core"] = "ulimit -c unlimited; kill -ABRT $$; ls core* && echo ESCAPED",
        ["raise its own limits"] = "ulimit -v unlimited && ulimit -u unlimited && echo ESCAPED",
        ["raise its priority"] = "nice -n -20 true 2>&1 | grep -q 'cannot set' || [ $(nice) -ge 0 ] || echo ESCAPED",
        ["become root"] = "setpriv --reuid=0 id -u && echo ESCAPED; su -c id && echo ESCAPED; sudo -n id && echo ESCAPED",
        ["set-user-id file"] = "cp /usr/bin/id . && chmod 4755 id && chown 0 id && echo ESCAPED",
        ["change the clock"] = "date -s 2001-01-01 && echo ESCAPED",
        ["change the name of the machine"] = "hostname harmless && echo ESCAPED",
        ["write to control groups"] = "echo $$ > /sys/fs/cgroup/cgroup.procs && echo ESCAPED; ls /sys/fs/cgroup && echo ESCAPED",
        ["load a module"] = "insmod x.ko && echo ESCAPED; modprobe loop && echo ESCAPED",
        ["write kernel settings"] = "echo x > /proc/sys/kernel/core_pattern && echo ESCAPED; echo b > /proc/sysrq-trigger && echo ESCAPED",
        ["close its input"] = "exec 0<&-; exec 1>&-; exec 2>&-; sleep 1000",
        ["exit with a strange code"] = "exit 255",
        ["deep folders"] = "i=0; while [ $i -lt 20000 ]; do mkdir d && cd d || break; i=$((i+1)); done; exit 0",
        ["names that break terminals"] = "printf '\\033]0;x\\007\\033[2J\\377\\376\\000'; touch \"$(printf 'a\\nb')\"",
    };

    /// <summary>Bodies of <c>static double[,] Run()</c> by name.</summary>
    public static IReadOnlyDictionary<string, string> CSharp { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["endless loop"] = "while (true) ;",
        ["endless loop on every core"] = "for (int i = 0; i < 16; i++) new System.Threading.Thread(() => { while (true) ; }).Start(); while (true) ;",
        ["sleep for ever"] = "System.Threading.Thread.Sleep(-1); return Fine();",
        ["deadlock"] = "var gate = new System.Threading.ManualResetEvent(false); gate.WaitOne(); return Fine();",
        ["deep recursion"] = "return Deep(0); static double[,] Deep(int n) { var x = Deep(n + 1); x[0, 0] += n; return x; }",
        ["managed memory bomb"] = "var all = new List<byte[]>(); while (true) { var b = new byte[1 << 20]; Array.Fill(b, (byte)1); all.Add(b); }",
        ["native memory bomb"] = "while (true) { var p = System.Runtime.InteropServices.Marshal.AllocHGlobal(1 << 20); for (int i = 0; i < 1 << 20; i += 4096) System.Runtime.InteropServices.Marshal.WriteByte(p, i, 1); }",
        ["large object"] = "var x = new double[1 << 30]; return Fine();",
        ["thread bomb"] = "while (true) new System.Threading.Thread(() => System.Threading.Thread.Sleep(-1)).Start();",
        ["task bomb"] = "while (true) System.Threading.Tasks.Task.Run(() => System.Threading.Thread.Sleep(-1));",
        ["handle bomb"] = "var all = new List<System.IO.FileStream>(); while (true) all.Add(System.IO.File.OpenRead(typeof(object).Assembly.Location));",
        ["timer bomb"] = "while (true) new System.Threading.Timer(_ => { }, null, 0, 1);",
        ["exit"] = "Environment.Exit(0); return Fine();",
        ["fail fast"] = "Environment.FailFast(\"x\"); return Fine();",
        ["throw"] = "throw new Exception(new string('x', 1 << 20));",
        ["throw in a finaliser"] = "for (int i = 0; i < 100; i++) new Bad(); GC.Collect(); GC.WaitForPendingFinalizers(); return Fine();",
        ["throw on another thread"] = "var t = new System.Threading.Thread(() => throw new Exception(\"x\")); t.Start(); t.Join(); return Fine();",
        ["exception whose text throws"] = "throw new BadException();",
        ["exception whose text never ends"] = "throw new SlowException();",
        ["read a bad address"] = "System.Runtime.InteropServices.Marshal.ReadInt32((IntPtr)16); return Fine();",
        ["not a number"] = "return new double[,] { { double.NaN, double.PositiveInfinity, 1e308 } };",
        ["a table too large"] = "return new double[2_000, 1_000];",
        ["null"] = "return null;",
        ["print a lie"] = "Console.WriteLine(\"{\\\"score\\\": 1e9}\"); Console.Out.Flush(); return Fine();",
        ["write a forged frame"] = "var o = Console.OpenStandardOutput(); o.Write(new byte[] { 0x45, 0x78, 0x74, 0x70, 5, 255, 255, 255, 127 }); o.Flush(); return Fine();",
        ["write noise"] = "var o = Console.OpenStandardOutput(); for (int i = 0; i < 1000; i++) o.Write(new byte[1000]); o.Flush(); return Fine();",
        ["write noise for ever"] = "var o = Console.OpenStandardOutput(); while (true) o.Write(new byte[1000]);",
        ["close the output"] = "new System.IO.FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle((IntPtr)1, true), System.IO.FileAccess.Write).Dispose(); return Fine();",
        ["read keys from the environment"] = "foreach (System.Collections.DictionaryEntry e in Environment.GetEnvironmentVariables()) if ($\"{e.Key}{e.Value}\".Contains(\"SECRET\")) return Out(); return Fine();",
        ["read keys from other processes"] = "foreach (var d in System.IO.Directory.GetDirectories(\"/proc\")) try { if (System.IO.File.ReadAllText(d + \"/environ\").Contains(\"SECRET\")) return Out(); } catch { } return Fine();",
        ["read homes"] = "foreach (var d in new[] { \"/root\", \"/home\", \"/etc/shadow\", \"/etc/passwd\", \"/var\", \"/opt\" }) if (System.IO.Path.Exists(d)) return Out(); return Fine();",
        ["write files"] = "int n = 0; foreach (var f in new[] { \"/x\", \"/usr/x\", \"/app/x\", \"/dotnet/x\", \"/etc/x\", \"/dev/shm/../x\" }) try { System.IO.File.WriteAllText(f, \"x\"); n++; } catch { } return n > 0 ? Out() : Fine();",
        ["change the worker"] = "System.IO.File.WriteAllText(\"/app/Extropy.Worker.dll\", \"x\"); return Out();",
        ["fill the scratch"] = "var f = System.IO.File.Create(\"/scratch/f\"); var b = new byte[1 << 20]; for (int i = 0; i < 100; i++) f.Write(b); f.Flush(true); return Out();",
        ["tcp to this machine"] = "new System.Net.Sockets.TcpClient().Connect(\"127.0.0.1\", PORT); return Out();",
        ["tcp elsewhere"] = "new System.Net.Sockets.TcpClient().Connect(\"1.1.1.1\", 53); return Out();",
        ["udp elsewhere"] = "new System.Net.Sockets.UdpClient().Send(new byte[1], 1, \"1.1.1.1\", 53); return Out();",
        ["look up a name"] = "System.Net.Dns.GetHostAddresses(\"example.com\"); return Out();",
        ["fetch a page"] = "new System.Net.Http.HttpClient().GetStringAsync(\"http://example.com\").Wait(); return Out();",
        ["connect to a socket of a file"] = "var s = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, 0); s.Connect(new System.Net.Sockets.UnixDomainSocketEndPoint(\"CANARY.socket\")); return Out();",
        ["connect to an abstract socket"] = "var s = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, 0); s.Connect(new System.Net.Sockets.UnixDomainSocketEndPoint(\"\\0CANARY\")); return Out();",
        ["daemon that outlives the worker"] = "System.Diagnostics.Process.Start(\"/bin/sh\", new[] { \"-c\", \"(setsid sh -c 'exec sleep 1000' <&- >&- 2>&- &)\" }).WaitForExit(); return Fine();",
        ["change a file of this machine"] = "System.IO.File.WriteAllText(\"CANARY\", \"x\"); return Out();",
        ["answer twice"] = "var a = new byte[] { 0x45, 0x78, 0x74, 0x70, 5, 16, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 240, 63 }; var o = Console.OpenStandardOutput(); o.Write(a); o.Write(a); o.Flush(); return Fine();",
        ["answer longer than declared"] = "var o = Console.OpenStandardOutput(); o.Write(new byte[] { 0x45, 0x78, 0x74, 0x70, 5, 8, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 240, 63 }); o.Flush(); return Fine();",
        ["failure that is no text"] = "var o = Console.OpenStandardOutput(); o.Write(new byte[] { 0x45, 0x78, 0x74, 0x70, 6, 6, 0, 0, 0, 255, 254, 0, 27, 91, 50 }); o.Flush(); return Fine();",
        ["start a shell"] = "var p = System.Diagnostics.Process.Start(\"/bin/sh\", \"-c 'sleep 1000'\"); return Fine();",
        ["shell bomb"] = "while (true) System.Diagnostics.Process.Start(\"/bin/sleep\", \"1000\");",
        ["signal every process"] = "foreach (var p in System.Diagnostics.Process.GetProcesses()) if (p.Id != Environment.ProcessId) try { p.Kill(); } catch { } return Fine();",
        ["signal this process"] = "System.Diagnostics.Process.GetProcessById(ENGINE).Kill(); return Out();",
        ["stay after the answer"] = "var t = new System.Threading.Thread(() => System.Threading.Thread.Sleep(-1)); t.Start(); return Fine();",
        ["wait at the exit"] = "AppDomain.CurrentDomain.ProcessExit += (_, _) => System.Threading.Thread.Sleep(-1); return Fine();",
    };

    /// <summary>
    /// Sources that do harm before anybody calls them, or that are no candidates. The sandbox's own first process may be traced where it is the same user: it
    /// has no more rights.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Sources { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["static constructor that never ends"] = "static class Candidate { static readonly int X = Wait(); static int Wait() { System.Threading.Thread.Sleep(-1); return 1; } static double[,] Run() => new double[X, 1]; }",
        ["static constructor that throws"] = "static class Candidate { static Candidate() => throw new Exception(); static double[,] Run() => new double[1, 1]; }",
        ["module initialiser that exits"] = "static class Candidate { [System.Runtime.CompilerServices.ModuleInitializer] internal static void Go() => Environment.Exit(0); static double[,] Run() => new double[1, 1]; }",
        ["nothing"] = "",
        ["not C#"] = "def run(): return 1",
        ["no candidate"] = "class Other { }",
        ["wrong type"] = "static class Candidate { static string Run() => \"x\"; }",
        ["unsafe code"] = "static unsafe class Candidate { static double[,] Run() { int* p = (int*)16; *p = 1; return new double[1, 1]; } }",
        ["import of the C library"] = "static class Candidate { [System.Runtime.InteropServices.DllImport(\"libc\")] static extern int kill(int id, int signal); static double[,] Run() { kill(-1, 9); kill(1, 9); return new double[1, 1]; } }",
        ["fork through the C library"] = "static class Candidate { [System.Runtime.InteropServices.DllImport(\"libc\")] static extern int fork(); static double[,] Run() { while (true) fork(); } }",
        ["trace a process"] = "static class Candidate { [System.Runtime.InteropServices.DllImport(\"libc\")] static extern long ptrace(int what, int id, IntPtr a, IntPtr d); static string User(string process) => System.IO.File.ReadAllLines($\"/proc/{process}/status\").First(line => line.StartsWith(\"Uid:\")); static double[,] Run() { for (int i = User(\"1\") == User(\"self\") ? 2 : 1; i < 100; i++) if (i != Environment.ProcessId && ptrace(16, i, 0, 0) == 0) return new double[,] { { 666 } }; return new double[1, 1]; } }",
        ["become root"] = "static class Candidate { [System.Runtime.InteropServices.DllImport(\"libc\")] static extern int setuid(int id); static double[,] Run() => setuid(0) == 0 ? new double[,] { { 666 } } : new double[1, 1]; }",
        ["types that take the compiler long"] = Nested(),
        ["deeply nested source"] = "static class Candidate { static double[,] Run() => " + new string('(', 100_000) + "new double[1, 1]" + new string(')', 100_000) + "; }",
    };

    /// <summary>A candidate around a body.</summary>
    /// <param name="body">What <c>Run</c> does; <c>PORT</c>, <c>ENGINE</c> and <c>CANARY</c> in it are replaced.</param>
    /// <param name="port">A listener on this machine.</param>
    /// <param name="engine">Id of this process.</param>
    /// <param name="canary">A file of this machine.</param>
    public static string Candidate(string body, int port, int engine, string canary) => $$"""
        using System.IO;
        static class Candidate
        {
            static double[,] Fine() => new double[,] { { 1 } };
            static double[,] Out() => new double[,] { { 666 } };
            public static double[,] Run() { {{body.Replace("PORT", $"{port}", StringComparison.Ordinal).Replace("ENGINE", $"{engine}", StringComparison.Ordinal).Replace("CANARY", canary, StringComparison.Ordinal)}} }
            class Bad { ~Bad() => throw new Exception("x"); }
            class BadException : Exception { public override string Message => throw new Exception("x"); }
            class SlowException : Exception { public override string Message { get { while (true) ; } } }
        }
        """;

    // Overload resolution of nested lambdas doubles its work with every level.
    private static string Nested()
    {
        string inner = "x0";
        for (int i = 0; i < 24; i++) inner = $"M(x{i} => {inner})";
        return $"static class Candidate {{ static int M(Func<int, int> f) => f(1); static double M(Func<double, double> f) => f(1); static double[,] Run() {{ int x0 = 1; var y = {inner}; return new double[1, 1]; }} }}";
    }
}
