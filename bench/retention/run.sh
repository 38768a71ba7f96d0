#!/usr/bin/env bash
# How long a million snapshots take to be decided: bench/retention/run.sh [RUNS] [OUT]. Needs no Incus.
# OUT is a file that gets the figures as JSON.
set -euo pipefail
[ $# -lt 2 ] || set -- "$1" "$(realpath "$2")"
cd "$(dirname "$0")/../.."
dotnet build bench/retention -c Release -p:UseSharedCompilation=true -nologo -v q
exec artifacts/bin/Retention/release/Brine.Retention "${1:-7}" "${2:-/dev/null}"
