#!/usr/bin/env bash
# Installs what the sandbox of model-written code is made of, Debian's bubblewrap and util-linux, and Python for candidates and evaluators written in it. Does
# nothing where they are there; without them such code is refused, and everything else works.
set -euo pipefail
if command -v bwrap >/dev/null && command -v setpriv >/dev/null && command -v prlimit >/dev/null && [ -x /usr/bin/python3 ]; then exit 0; fi
if ! command -v apt-get >/dev/null; then echo "bubblewrap is missing and this is no Debian: install it with your system's packages"; exit 1; fi
export DEBIAN_FRONTEND=noninteractive
apt-get install -y --no-install-recommends bubblewrap util-linux python3 >/dev/null 2>&1 \
  || { apt-get update >/dev/null 2>&1 && apt-get install -y --no-install-recommends bubblewrap util-linux python3 >/dev/null; }
bwrap --version
