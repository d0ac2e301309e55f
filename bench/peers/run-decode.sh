#!/usr/bin/env bash
# Decoding speed of the engine and of PyTorch over the same weights, in one run, with the ratio. Arguments go to `bench decode`.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec dotnet run --project bench/Extropy.Bench -c Release -- decode --peer "$@"
