namespace Extropy.Evolution.Tests.Sandbox;

/// <summary>Python programs that try to do harm; one that manages prints ESCAPED.</summary>
internal static class HostilePython
{
    /// <summary>Programs by name.</summary>
    public static IReadOnlyDictionary<string, string> Programs { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["endless loop"] = "while True: pass",
        ["memory bomb"] = "a = []\nwhile True: a.append(bytearray(1 << 20))",
        ["large mapping"] = "import mmap\nm = mmap.mmap(-1, 64 << 30)\nprint('ESCAPED')",
        ["fork bomb"] = "import os\nwhile True:\n  try: os.fork()\n  except OSError: pass",
        ["big number"] = "print(10 ** 10 ** 9)",
        ["endless output"] = "while True: print('x' * 1000)",
        ["deep recursion"] = "import sys\nsys.setrecursionlimit(10 ** 9)\ndef f(n): return f(n + 1) + 1\nf(0)",
        ["crash"] = "import ctypes\nctypes.string_at(0)",
        ["tcp to this machine"] = "import socket\nsocket.create_connection(('127.0.0.1', PORT), 1)\nprint('ESCAPED')",
        ["raw socket"] = "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_RAW, 1)\nprint('ESCAPED')",
        ["abstract socket"] = "import socket\ns = socket.socket(socket.AF_UNIX)\ns.connect('\\0/tmp/.X11-unix/X0')\nprint('ESCAPED')",
        ["read keys"] = "import os, glob\nt = str(os.environ)\nfor f in glob.glob('/proc/*/environ'):\n  try: t += open(f).read()\n  except OSError: pass\nprint('ESCAPED' if 'SECRET' in t else 'fine')",
        ["write outside"] = "import os\nfor p in ('/usr/lib/x', '/x', '/etc/x', '/var/x'):\n  try:\n    open(p, 'w').write('x'); print('ESCAPED')\n  except OSError: pass",
        ["become root"] = "import os\nos.setuid(0)\nprint('ESCAPED')",
        ["change the root"] = "import os\nos.chroot('/usr')\nprint('ESCAPED')",
        ["threads"] = "import threading, time\nwhile True:\n  try: threading.Thread(target=time.sleep, args=(1000,)).start()\n  except RuntimeError: pass",
        ["ignore signals and daemonise"] = "import os, signal, time\nfor s in range(1, 64):\n  try: signal.signal(s, signal.SIG_IGN)\n  except (OSError, ValueError): pass\nif os.fork() == 0:\n  os.setsid()\n  if os.fork() == 0:\n    while True: time.sleep(1)\n",
        ["lying metric"] = "print('{\"score\": Infinity}')\nprint('{\"score\": 1e400}')\nprint('{\"score\": 3}')",
    };
}
