#!/usr/bin/env bash
# How long a million snapshots take to be decided: bench/retention/run.sh [RUNS]. Needs no Incus.
set -euo pipefail
cd "$(dirname "$0")/../.."
dotnet build bench/retention -c Release -p:UseSharedCompilation=true -nologo -v q
exec artifacts/bin/Retention/release/Brine.Retention "${1:-7}"
