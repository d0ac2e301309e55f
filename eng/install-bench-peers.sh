#!/usr/bin/env bash
# Installs what bench/peers needs: Debian's PyTorch on the OpenMP build of OpenBLAS (the default BLAS is some 30 times slower, and with
# the pthread build torch.set_num_threads does not govern the threads of BLAS). Not needed by anything but the benches.
set -euo pipefail
apt-get install -y --no-install-recommends python3-torch python3-numpy libopenblas0-openmp
for library in libblas.so.3 liblapack.so.3; do
  name="$library-$(gcc -dumpmachine 2>/dev/null || echo x86_64-linux-gnu)"
  choice=$(update-alternatives --list "$name" | grep openblas-openmp || true)
  [ -z "$choice" ] || update-alternatives --set "$name" "$choice"
done
/usr/bin/python3 -c 'import torch; print("PyTorch", torch.__version__)'
