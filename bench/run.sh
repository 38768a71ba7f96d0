#!/usr/bin/env bash
# bench/run.sh [--quick] [--rounds N] [--keep] [--only PART,PART] [--out FILE] [--document]
# How fast Brine is, beside `incus`, raw requests, Salt and Python's Jinja2. Exit 0: all that must hold does; 1: not so.
#
#   --quick     30 instances instead of 100, fewer parallelisms, 3 rounds instead of 5
#   --rounds    how often each contestant has its turn
#   --keep      leave the private Incus running (its folder is printed) and use it again with BRINE_BENCH_INCUS=DIR
#   --only      start, memory, create, describe, salt, render, retention, group, delete, plan: some of the parts
#   --out       where the JSON goes (default bench/results.json, which git ignores)
#   --document  write docs/performance.md, too
#
# As root on Debian: a private Incus is brought up by tests/bench/incus.sh and taken down at the end, also after a
# failure.
# BRINE_BINARY names a binary to measure; without it the NativeAOT binary is published first. A salt-call on PATH takes
# part; with BRINE_BENCH_FORMULA, a folder with the public formula's _states and _modules, so do these.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
quick='' keep='' only='' rounds='' document='' out="$here/results.json"
while [ $# -gt 0 ]; do
  case $1 in
    --quick) quick=--quick ;;
    --rounds) rounds=${2:?--rounds needs a number}; shift ;;
    --keep) keep=1 ;;
    --only) only=${2:?--only needs a list}; shift ;;
    --document) document="$root/docs/performance.md" ;;
    --out) out=${2:?--out needs a file}; shift ;;
    *) sed -n '2,/^set /{/^#/p}' "$0" | sed 's/^# \{0,1\}//' >&2; exit 2 ;;
  esac
  shift
done
die() { printf 'bench/run.sh: %s\n' "$*" >&2; exit 1; }

[ "$(id -u)" = 0 ] || die "only root can bring up a private Incus"
command -v python3 >/dev/null || die "python3 is missing: apt install python3"
/usr/bin/python3 -c 'import jinja2, yaml' 2>/dev/null ||
  die "Python's originals are missing: apt install python3-jinja2 python3-yaml"
[ -x /usr/bin/time ] || die "/usr/bin/time is missing: apt install time"

binary=${BRINE_BINARY:-}
if [ -z "$binary" ]; then
  binary="$root/artifacts/publish/Cli/release_linux-x64/brine"
  # dotnet looks itself whether anything is out of date.
  log=$(mktemp)
  dotnet publish "$root/src/Cli" -c Release -r linux-x64 -p:UseSharedCompilation=true -nologo -v q >"$log" 2>&1 ||
    { cat "$log" >&2; rm -f "$log"; die "dotnet publish failed"; }
  rm -f "$log"
fi
[ -x "$binary" ] || die "there is no binary $binary"

dir=${BRINE_BENCH_INCUS:-}
own=''
work=$(mktemp -d /tmp/bbXXXX)
cleanup() {
  trap - EXIT INT TERM
  if [ -n "$keep" ]; then
    printf 'kept: BRINE_BENCH_INCUS=%s (take it down with tests/bench/incus.sh destroy %s)\n' "$dir" "$dir" >&2
  elif [ -n "$own" ]; then
    "$root/tests/bench/incus.sh" destroy "$own" >/dev/null 2>&1 || true
  fi
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

if [ -z "$dir" ]; then
  own=$(mktemp -d /tmp/biXXXX)
  dir=$own
  "$root/tests/bench/incus.sh" install >"$work/incus.log" 2>&1 ||
    { cat "$work/incus.log" >&2; die "Incus could not be installed"; }
  # what operators have: cgroup2 alone
  INCUSD=${INCUSD:-$root/tests/bench/incusd-cgroup2.sh} BTRFS_SIZE=${BTRFS_SIZE:-8GiB} \
    "$root/tests/bench/incus.sh" start "$dir" >"$work/incus.log" 2>&1 ||
    { cat "$work/incus.log" >&2; die "the private Incus did not start"; }
fi
eval "$("$root/tests/bench/incus.sh" env "$dir")"
unset INCUS_SOCKET INCUS_REMOTE INCUS_PROJECT

export PYTHONDONTWRITEBYTECODE=1
python3 "$here/measure.py" --binary "$binary" --socket "$dir/unix.socket" --work "$work" --out "$out" \
  --commit "$(git -C "$root" describe --always --dirty 2>/dev/null || echo unknown)" \
  $quick ${only:+--only "$only"} ${rounds:+--rounds "$rounds"}
python3 "$here/report.py" "$out" ${document:+--document "$document"}
