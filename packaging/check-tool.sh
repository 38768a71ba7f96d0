#!/usr/bin/env bash
# Installs the .NET tool of a folder of packages, as a user would, and runs it. Ends with 0 if it does what it shall.
#
#   packaging/check-tool.sh DIR     DIR: what build.sh made
set -euo pipefail
[ $# = 1 ] || { sed -n 4p "$0" >&2; exit 2; }
packages=$(realpath "$1")
package=$(ls "$packages"/brine.*.nupkg)
version=${package##*/brine.}; version=${version%.nupkg}
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NUGET_PACKAGES=$work/nuget
dotnet tool install brine --tool-path "$work/tools" --add-source "$packages" --version "$version"
"$work/tools/brine" --version | grep -F "brine $version+"
"$work/tools/brine" demo --no-color | tail -3 | grep -F "That was all."
dotnet tool uninstall brine --tool-path "$work/tools"
[ ! -e "$work/tools/brine" ]
