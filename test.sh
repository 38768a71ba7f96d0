#!/usr/bin/env bash
# Sets up what the tests need, runs all of them, and ends with "N passed, N failed[, N skipped]".
#
#   ./test.sh                      everything; as root on Debian also against a real Incus that it brings up and takes down
#   BRINE_TEST_INCUS7=1 ./test.sh  the server suites once more on the newer LTS, Incus 7 (loads about 450 MB once)
#   BRINE_TEST_ONLY=Planner ./test.sh   only the test projects whose name holds the word
#
# With CI=true a skipped real-server test counts as a failure. Logs are kept in artifacts/test-logs.
set -uo pipefail
cd "$(dirname "$0")"
logs=artifacts/test-logs
rm -rf "$logs"; mkdir -p "$logs"
server=''; server7=''; machines=''; cluster=''
# The compiler server halves the time of a whole build; machines may have switched it off.
build=(-p:UseSharedCompilation=true -nologo -v q)

cleanup() {
  trap - EXIT INT TERM
  [ -z "$server" ]  || tests/bench/incus.sh destroy "$server"  >>"$logs/incus.log" 2>&1
  [ -z "$machines" ] || tests/bench/incus.sh destroy "$machines" >>"$logs/vm.log" 2>&1
  [ -z "$cluster" ] || tests/bench/cluster.sh destroy "$cluster" >>"$logs/cluster.log" 2>&1
  [ -z "$server7" ] || tests/bench/incus.sh destroy "$server7" >>"$logs/incus.log" 2>&1
}
trap cleanup EXIT
trap 'exit 130' INT TERM

say() { printf '== %s\n' "$*"; }
die() { printf 'test.sh: %s\n' "$*" >&2; printf '0 passed, 1 failed\n'; exit 1; }

root_on_debian() { [ "$(id -u)" = 0 ] && grep -q '^ID=debian' /etc/os-release 2>/dev/null; }

# NativeAOT links with gcc against zlib; the HTTPS tests make certificates with openssl; the Python packages are what Jinja
# and YAML are compared with; systemd has systemd-analyze, which reads the units of timers; man-db reads the manual, shells
# their completions, and python3-setuptools the version of the Salt extension.
missing=()
for package in gcc libc6-dev zlib1g-dev openssl python3-jinja2 python3-yaml systemd \
  man-db bash-completion zsh fish python3-setuptools; do
  dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed' || missing+=("$package")
done
if [ ${#missing[@]} != 0 ] && root_on_debian; then
  say "install ${missing[*]}"
  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}"; } \
    >"$logs/apt.log" 2>&1 || { tail -50 "$logs/apt.log" >&2; die "apt-get could not install ${missing[*]}"; }
fi

say "build"
dotnet build brine.slnx "${build[@]}" >"$logs/build.log" 2>&1 || { cat "$logs/build.log" >&2; die "the build failed"; }
say "publish the NativeAOT binary"
if ! dotnet publish src/Cli -c Release -r linux-x64 "${build[@]}" >"$logs/publish.log" 2>&1 || grep -qE '(warning|error) [A-Z]+[0-9]+' "$logs/publish.log"; then
  cat "$logs/publish.log" >&2; die "dotnet publish failed or warned"
fi
export XUNIT_PRINT_MAX_STRING_LENGTH=2000 # a failure shall show what was said
export BRINE_TEST_BINARY="$PWD/artifacts/publish/Cli/release_linux-x64/brine"

if root_on_debian; then
  say "bring up a private Incus"
  tests/bench/incus.sh install >"$logs/incus.log" 2>&1 || { cat "$logs/incus.log" >&2; die "Incus could not be installed"; }
  server=$(mktemp -d /tmp/brXXXX)
  tests/bench/incus.sh start "$server" >>"$logs/incus.log" 2>&1 || { tail -50 "$logs/incus.log" >&2; die "the private Incus did not start"; }
  export BRINE_TEST_INCUS="$server"
  export BRINE_TEST_BENCH="$PWD/tests/bench/incus.sh"
  if can=$(tests/bench/vm.sh available); then
    say "bring up a second one, with virtual machines"
    tests/bench/vm.sh install >"$logs/vm.log" 2>&1 || { tail -50 "$logs/vm.log" >&2; die "QEMU could not be installed"; }
    machines=$(mktemp -d /tmp/bvXXXX)
    tests/bench/vm.sh start "$machines" >>"$logs/vm.log" 2>&1 || { tail -50 "$logs/vm.log" >&2; die "the Incus for virtual machines did not start"; }
    export BRINE_TEST_INCUS_VM="$machines"
  else
    say "$can: their tests are skipped"
  fi
  say "bring up a cluster of three"
  cluster=$(mktemp -d /tmp/bcXXXX)
  tests/bench/cluster.sh start "$cluster" >"$logs/cluster.log" 2>&1 || { tail -50 "$logs/cluster.log" >&2; die "the cluster did not start"; }
  export BRINE_TEST_INCUS_CLUSTER="$cluster"
else
  say "not root on Debian: real-server tests are skipped"
fi

run() { # NAME LOG-SUFFIX ARGS...: runs one test program and notes its summary
  local name=$1 log="$logs/$1$2.log" start=$SECONDS; shift 2
  "artifacts/bin/$name/debug/Brine.$name" --no-ansi --progress off "$@" >"$log" 2>&1 </dev/null
  local rc=$? p f s
  p=$(awk '/^ *succeeded: /{n=$2} END{print n+0}' "$log")
  f=$(awk '/^ *failed: /{n=$2} END{print n+0}' "$log")
  s=$(awk '/^ *skipped: /{n=$2} END{print n+0}' "$log")
  # A program that died before its summary is one failure.
  if [ "$rc" != 0 ] && [ "$f" = 0 ]; then f=1; fi
  echo "$p $f $s" >>"$logs/counts"
  printf '   %-22s %5d passed %3d failed %3d skipped  %4ds\n' "$name$LABEL" "$p" "$f" "$s" $((SECONDS - start))
  if [ "$f" != 0 ]; then grep -vE '^ *$' "$log" | tail -150 >&2; fi
  if [ "$s" != 0 ]; then awk '/^skipped /{show=6} show-- > 0' "$log" | head -40; fi
}
lane() { # NAME...: one after the other, those whose name was asked for
  for name in "$@"; do
    if [[ $name == *"${BRINE_TEST_ONLY:-}"* ]]; then run "$name" ''; fi
  done
}

say "run"
LABEL=''
: >"$logs/counts"
# Tests that wait for a server and tests that only think go well side by side. Two suites on one server do not.
servers=(Contract.Tests Incus.Tests Converge.Tests EndToEnd.Tests)
mapfile -t others < <(for project in tests/*.Tests; do basename "$project"; done | grep -vxF "$(printf '%s\n' "${servers[@]}")")
lane "${others[@]}" &
thinking=$!
lane "${servers[@]}"
wait "$thinking"

if [ "${BRINE_TEST_INCUS7:-}" = 1 ]; then
  say "the same server suites on Incus 7"
  root=/var/cache/brine/incus7
  tests/bench/incus7.sh install "$root" >"$logs/incus7.log" 2>&1 || { tail -50 "$logs/incus7.log" >&2; die "Incus 7 could not be installed"; }
  server7=$(mktemp -d /tmp/brXXXX)
  tests/bench/incus7.sh start "$server7" "$root" >>"$logs/incus7.log" 2>&1 || { tail -50 "$logs/incus7.log" >&2; die "Incus 7 did not start"; }
  export BRINE_TEST_INCUS="$server7" LABEL=' on Incus 7'
  for name in Contract.Tests Incus.Tests Converge.Tests EndToEnd.Tests; do run "$name" -7 --filter-trait Server=real --filter-not-trait Bench=vm --filter-not-trait Bench=cluster; done
fi

read -r passed failed skipped < <(awk '{p += $1; f += $2; s += $3} END {print p+0, f+0, s+0}' "$logs/counts")
if [ "${CI:-}" = true ] && [ "$skipped" != 0 ]; then
  say "CI: $skipped skipped tests count as failures"
  failed=$((failed + skipped)); skipped=0
fi
cleanup
if [ "$skipped" = 0 ]; then echo "$passed passed, $failed failed"; else echo "$passed passed, $failed failed, $skipped skipped"; fi
[ "$failed" = 0 ]
