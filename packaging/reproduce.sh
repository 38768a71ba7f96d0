#!/usr/bin/env bash
# Builds all packages twice, in folders, time zones, languages and with masks and NuGet folders that differ, and compares them.
# Ends with 0 if every file is the same, byte for byte.
#
#   packaging/reproduce.sh [--out DIR] [--version V]     what build.sh takes; DIR gets the first of the two
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
mkdir -p "$work/a" "$work/another-place/much-longer" # no blank: MSBuild trips over one there
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
out=$PWD/artifacts/packages options=()
while [ $# -gt 0 ]; do
  case $1 in
  --out) out=$(realpath -m "${2:?--out needs a folder}"); shift 2 ;;
  *) options+=("$1"); shift ;;
  esac
done

TMPDIR=$work/a packaging/build.sh "${options[@]}" --out "$out"
cp -rl "$packages" "$work/nuget"
(
  umask 077
  export TMPDIR="$work/another-place/much-longer" TZ=Pacific/Chatham LC_ALL=C.UTF-8 NUGET_PACKAGES=$work/nuget
  packaging/build.sh "${options[@]}" --out "$work/second"
)
if diff "$out/SHA256SUMS" "$work/second/SHA256SUMS"; then
  echo "reproducible: $(wc -l <"$out/SHA256SUMS") files are the same, byte for byte"
else
  echo "not reproducible: the files above differ" >&2
  exit 1
fi
