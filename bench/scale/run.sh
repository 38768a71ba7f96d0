#!/usr/bin/env bash
# What a plan over fifty servers with 100,000 instances costs: bench/scale/run.sh [BRINE [INSTANCES DECLARED...]]. Needs no Incus.
# BRINE: the program to measure; without it the NativeAOT binary is published first.
set -euo pipefail
cd "$(dirname "$0")/../.."
brine=${1:-}
if [ -z "$brine" ]; then
  dotnet publish src/Cli -c Release -r linux-x64 -p:UseSharedCompilation=true -nologo -v q
  brine=artifacts/publish/Cli/release_linux-x64/brine
fi
dotnet build bench/scale -c Release -p:UseSharedCompilation=true -nologo -v q
exec artifacts/bin/Scale/release/Brine.Scale "$(realpath "$brine")" "${@:2}"
