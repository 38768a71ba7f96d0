#!/usr/bin/env bash
# Fuzzes Jinja, YAML, rendering, compiling to desired state and lint: bench/fuzz/run.sh [SECONDS] [SEED]. Exit 1: something was found.
#
# The process may have 1.5 GiB of heap; a text that wants more ends it, and is in artifacts/fuzz/current.
set -euo pipefail
cd "$(dirname "$0")/../.."
dotnet build bench/fuzz -c Release -p:UseSharedCompilation=true -nologo -v q
DOTNET_GCHeapHardLimit=0x60000000 exec artifacts/bin/Fuzz/release/Brine.Fuzz "${1:-300}" "${@:2}"
