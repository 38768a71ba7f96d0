#!/usr/bin/env bash
# Makes all that a release is made of, from the commit that is checked out, in a clone of its own:
#
#   brine-VERSION-linux-x64.tar.gz   the NativeAOT program, manual pages, completions, documents
#   brine_VERSION_amd64.deb          the same for Debian and its like, with systemd units
#   brine.VERSION.nupkg              for 'dotnet tool install', on any platform with the .NET runtime
#   brine-VERSION.cdx.json           what is in it that is not ours: a CycloneDX bill of materials
#   SHA256SUMS
#
#   packaging/build.sh [--version V] [--out DIR]
#
#   --version V   instead of the one that git's tags tell
#   --out DIR     default: artifacts/packages
#
# Needs the .NET 10 SDK, git, gcc, zlib1g-dev, python3, dpkg-deb. The same commit gives the same bytes: packaging/reproduce.sh.
set -euo pipefail
here=$(realpath "$(dirname "$0")/..")
out=$here/artifacts/packages
while [ $# -gt 0 ]; do
  case $1 in
  --version) export MinVerVersionOverride=${2:?--version needs a version}; shift 2 ;;
  --out) out=$(realpath -m "${2:?--out needs a folder}"); shift 2 ;;
  *) sed -n 10,15p "$0" >&2; exit 2 ;;
  esac
done
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
say() { printf '== %s\n' "$*"; }

[ -z "$(git -C "$here" status --porcelain)" ] || say "uncommitted changes are left out: packages are made of commits"
git clone --quiet "$here" "$work/brine"
cd "$work/brine"
git checkout --quiet --detach "$(git -C "$here" rev-parse HEAD)"
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct); export SOURCE_DATE_EPOCH
# Analyzers have had their say in the tests. Where a clone came from must not be seen in it: no links to sources.
build=(-c Release -nologo -v quiet -p:UseSharedCompilation=true -p:RunAnalyzers=false
  -p:ContinuousIntegrationBuild=true -p:RestoreLockedMode=true -p:EnableSourceLink=false)
made=$work/packages; mkdir "$made"

say "the program"
dotnet publish src/Cli -r linux-x64 "${build[@]}"
say "manual pages and units"
dotnet build packaging/manual "${build[@]}" >"$work/log" || { cat "$work/log" >&2; exit 1; }
dotnet artifacts/bin/Manual/release/Brine.Manual.dll "$work/manual" "$(date -u -d "@$SOURCE_DATE_EPOCH" +%F)"
say "tarball and Debian package"
packaging/assemble.sh artifacts/publish/Cli/release_linux-x64/brine "$work/manual" "$made"
say "dotnet tool"
# Asked for no platform, it is for all of them. With those of the project it would be one package for each, all NativeAOT.
dotnet pack src/Cli --no-restore "${build[@]}" -p:RuntimeIdentifiers= -o "$made"
say "bill of materials"
dotnet tool restore >/dev/null
bill=$(basename "$made"/brine-*-linux-x64.tar.gz -linux-x64.tar.gz)
dotnet CycloneDX src/Cli/Cli.csproj --runtime linux-x64 --disable-package-restore --base-intermediate-output-path artifacts/obj \
  --set-name brine --set-version "${bill#brine-}" --set-nuget-purl --no-serial-number \
  --output-format Json --spec-version 1.6 --output "$made" --filename "$bill.cdx.json" >"$work/log" || { cat "$work/log" >&2; exit 1; }
python3 packaging/bill.py "$made/$bill.cdx.json" artifacts/obj/Cli/project.assets.json "$SOURCE_DATE_EPOCH"
(cd "$made" && sha256sum -- brine* >SHA256SUMS)
mkdir -p "$out"
mv "$made"/* "$out"
cat "$out/SHA256SUMS"
