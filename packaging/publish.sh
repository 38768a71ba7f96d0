#!/usr/bin/env bash
# Makes the release of a tag on the code host, with what CHANGELOG.md says of it. release.yml runs it, after all checks.
#
#   packaging/publish.sh TAG DIR     DIR: what build.sh made
set -euo pipefail
[ $# = 2 ] || { sed -n 4p "$0" >&2; exit 2; }
tag=$1 packages=$(realpath "$2")
cd "$(dirname "$0")/.."
version=${tag#v}
ls "$packages/brine_${version}_amd64.deb" >/dev/null # packages of another version are no release of this tag
notes=$(mktemp); trap 'rm -f "$notes"' EXIT
awk -v title="## [$version]" 'index($0, title) == 1 {on = 1; next} /^## \[/ {on = 0} on' CHANGELOG.md >"$notes"
options=()
case $version in
*-*) options+=(--prerelease) ;; # of which the changelog need not speak
*) grep -q . "$notes" || { echo "publish.sh: CHANGELOG.md says nothing of $version; give it a section '## [$version]'" >&2; exit 1; } ;;
esac
gh release create "$tag" "$packages"/* --verify-tag --title "Brine $version" --notes-file "$notes" "${options[@]}"
