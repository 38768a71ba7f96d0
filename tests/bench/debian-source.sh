#!/bin/bash
# debian-source.sh URI|KEY|SUITE : the archive this machine already uses, so that no file of ours names a host.
# URI and KEY come from the first apt source (deb822 or one-line) of this release's main suite.
set -euo pipefail
. /etc/os-release
find_source() {
  awk -v suite="$VERSION_CODENAME" '
    function flush() { if (uri != "" && suites ~ "(^| )" suite "( |$)") print uri, key; uri = key = suites = "" }
    FNR == 1 { flush() }
    /^[[:space:]]*$/ { flush() }
    tolower($1) == "uris:" { uri = $2 }
    tolower($1) == "signed-by:" { key = $2 }
    tolower($1) == "suites:" { $1 = ""; suites = $0 " " }
    END { flush() }' /etc/apt/sources.list.d/*.sources /dev/null 2> /dev/null || true
  { cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2> /dev/null || true; } |
    awk -v suite="$VERSION_CODENAME" '
    $1 == "deb" {
      key = ""
      if (match($0, /signed-by=[^] ]+/)) key = substr($0, RSTART + 10, RLENGTH - 10)
      sub(/\[[^]]*\][[:space:]]*/, "")
      if ($3 == suite) { print $2, key; exit }
    }' || true
}
found=$(find_source)
line=${found%%$'\n'*}
[ -n "$line" ] || { echo "debian-source.sh: no apt source of suite $VERSION_CODENAME on this machine" >&2; exit 1; }
read -r uri key <<<"$line"
case ${1:-} in
URI) echo "$uri" ;;
KEY) echo "${key:-/usr/share/keyrings/debian-archive-keyring.gpg}" ;;
SUITE) echo "$VERSION_CODENAME" ;;
*) sed -n 2,3p "$0" >&2; exit 2 ;;
esac
