#!/bin/sh
# Builds Brine and shows it at work on a simulated Incus. Needs only the .NET 10 SDK; leaves nothing behind.
set -eu
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! dotnet build src/Cli -c Release -v quiet >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
dotnet artifacts/bin/Cli/release/brine.dll demo "$@"
