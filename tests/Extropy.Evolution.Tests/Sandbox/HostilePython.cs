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
        ["socket of a file"] = "import socket\ns = socket.socket(socket.AF_UNIX)\ns.connect('CANARY.socket')\nprint('ESCAPED')",
        ["abstract socket"] = "import socket\ns = socket.socket(socket.AF_UNIX)\ns.connect('\\0CANARY')\nprint('ESCAPED')",
        ["memory of other processes"] = "import glob, os\nkey = ('SECRET' + '_OF').encode()\nfor p in glob.glob('/proc/[0-9]*'):\n  if p == '/proc/%d' % os.getpid(): continue\n  try:\n    m = open(p + '/mem', 'r+b', 0)\n    for line in open(p + '/maps'):\n      a, b = (int(x, 16) for x in line.split()[0].split('-'))\n      m.seek(a)\n      if key in m.read(b - a): print('ESCAPED')\n  except (OSError, ValueError, OverflowError): pass",
        ["memory of this machine's process"] = "open('/proc/ENGINE/mem', 'r+b')\nprint('ESCAPED')",
        ["open files without end"] = "import os\nn = 0\ntry:\n  while n < 100000: os.open('/dev/null', 0); n += 1\n  print('ESCAPED')\nexcept OSError: print(n)",
        ["pipes without end"] = "import os\nn = 0\ntry:\n  while n < 100000:\n    r, w = os.pipe(); os.set_blocking(w, False); os.write(w, bytes(65536)); n += 1\n  print('ESCAPED')\nexcept OSError: print(n)",
        ["messages and semaphores without end"] = "import ctypes\nc = ctypes.CDLL(None)\nn = 0\nwhile n < 100000 and c.shmget(0, 1 << 20, 0o1666) >= 0: n += 1\nwhile n < 100000 and c.semget(0, 100, 0o1666) >= 0: n += 1",
        ["memory without a name"] = "import os\nf = os.memfd_create('x')\nb = bytes(1 << 20)\nn = 0\ntry:\n  while n < 1000: os.write(f, b); n += 1\n  print('ESCAPED')\nexcept OSError: print(n)",
        ["control characters and no UTF-8"] = "import sys\nsys.stdout.buffer.write(b'\\x1b[2J\\x1b]0;x\\x07\\xff\\xfe\\xed\\xa0\\x80\\x00{\\\"score\\\": 1}')\nsys.stderr.buffer.write(b'\\xff\\x1b[31m')\nsys.exit(3)",
        ["read keys"] = "import os, glob\nt = str(os.environ)\nfor f in glob.glob('/proc/*/environ'):\n  try: t += open(f).read()\n  except OSError: pass\nprint('ESCAPED' if 'SECRET' in t else 'fine')",
        ["write outside"] = "import os\nfor p in ('/usr/lib/x', '/x', '/etc/x', '/var/x'):\n  try:\n    open(p, 'w').write('x'); print('ESCAPED')\n  except OSError: pass",
        ["become root"] = "import os\nos.setuid(0)\nprint('ESCAPED')",
        ["change the root"] = "import os\nos.chroot('/usr')\nprint('ESCAPED')",
        ["threads"] = "import threading, time\nwhile True:\n  try: threading.Thread(target=time.sleep, args=(1000,)).start()\n  except RuntimeError: pass",
        ["ignore signals and daemonise"] = "import os, signal, time\nfor s in range(1, 64):\n  try: signal.signal(s, signal.SIG_IGN)\n  except (OSError, ValueError): pass\nif os.fork() == 0:\n  os.setsid()\n  if os.fork() == 0:\n    while True: time.sleep(1)\n",
        ["lying metric"] = "print('{\"score\": Infinity}')\nprint('{\"score\": 1e400}')\nprint('{\"score\": 3}')",
    };
}
