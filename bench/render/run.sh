#!/usr/bin/env bash
# bench/render/run.sh [ROUNDS] [OUT]: how long a state file of 500, 5,000 and 50,000 lines takes, from the file to its data, with
# `brine render --out json` (the whole process) and with python3-jinja2 and python3-yaml (without starting Python), in turns.
#
# BRINE_BINARY names a binary to measure; without it the NativeAOT binary is published first. No Incus is needed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$(dirname "$here")")
/usr/bin/python3 -c 'import jinja2, yaml' || { echo "apt install python3-jinja2 python3-yaml" >&2; exit 1; }
binary=${BRINE_BINARY:-}
if [ -z "$binary" ]; then
  binary="$root/artifacts/publish/Cli/release_linux-x64/brine"
  dotnet publish "$root/src/Cli" -c Release -r linux-x64 -p:UseSharedCompilation=true -nologo -v q
fi
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$here/measure.py" "$binary" "$work" "${1:-7}" "${2:-$here/results.json}"
