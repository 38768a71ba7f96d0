#!/usr/bin/env bash
# Installs a Debian package of Brine in a fresh Debian root, uses it there, takes it away again, and shows that nothing is left.
# Ends with "N passed, N failed".
#
#   packaging/check.sh DEB
#
# As root. debootstrap makes the root from the archive that this machine uses; it is gone afterwards.
set -uo pipefail
[ $# = 1 ] && [ -f "$1" ] || { sed -n 5,7p "$0" >&2; exit 2; }
[ "$(id -u)" = 0 ] || { echo "check.sh: only root can make a Debian root" >&2; exit 2; }
deb=$(realpath "$1")
cd "$(dirname "$0")/.."
work=$(mktemp -d); root=$work/root
trap 'rm -rf --one-file-system "$work"' EXIT
passed=0 failed=0
say() { printf '== %s\n' "$*"; }

inside() { # COMMAND...: in the root, with processes and terminals of its own, which end with it
  # shellcheck disable=SC2016
  unshare --mount --pid --fork --kill-child bash -c '
    mount -t proc proc "$0/proc" && mount -t devpts -o newinstance,ptmxmode=666 devpts "$0/dev/pts" && mount --bind "$0/dev/pts/ptmx" "$0/dev/ptmx" &&
      exec chroot "$0" env -i PATH=/usr/sbin:/usr/bin HOME=/tmp LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"' "$root" "$@"
}

check() { # SENTENCE COMMAND...: what holds if the command succeeds
  local sentence=$1 log=$work/log; shift
  if "$@" >"$log" 2>&1 </dev/null; then
    passed=$((passed + 1)); printf '  ok    %s\n' "$sentence"
  else
    failed=$((failed + 1)); printf '  FAIL  %s\n' "$sentence"; sed 's/^/        /' "$log" | tail -40
  fi
}

need() { # COMMAND...: without which nothing else makes sense
  "$@" >"$work/log" 2>&1 </dev/null || { tail -40 "$work/log" >&2; echo "check.sh: '$*' failed" >&2; echo "$passed passed, $((failed + 1)) failed"; exit 1; }
}

says() { # WORDS COMMAND...: it succeeds, and these words are in what it prints
  local words=$1 said; shift
  said=$("$@") || { echo "$said"; return 1; }
  grep -qF -- "$words" <<<"$said" || { printf 'not in it: %s\n%s\n' "$words" "$said"; return 1; }
}

completes() { # SHELL LINE WORD
  local offered
  offered=$(inside "/tmp/shells/complete.$1" "$2")
  [ "$offered" = "$3" ] || { printf '%s offers %s\n' "$1" "$offered"; return 1; }
}

reads_well() { # PAGE: man formats it, and groff has nothing to say
  local said
  said=$(inside man --warnings -E UTF-8 -l -Tutf8 "$1" 2>&1 >/dev/null)
  [ -z "$said" ] || { echo "$said"; return 1; }
}

every_page_reads_well() { # as lintian and readers ask for it
  local page
  while read -r page; do reads_well "$page" || { echo "in $page"; return 1; }; done < <(inside dpkg -L brine | grep /man1/.*gz)
  inside man --where brine brine-group-create
}

# Where no file is any package's: a home of users is in /tmp, /run does not outlive the machine, and man keeps what it has shown.
nobodys=(-path ./proc -o -path ./dev -o -path ./tmp -o -path ./run -o -path './var/cache/man/cat*')
everything() { # every name in the root with its mode and owner, and the contents of what is no log, cache or list of packages
  (cd "$root" && find . -xdev \( "${nobodys[@]}" \) -prune -o -printf '%y %m %u:%g %p %l\n' &&
    find . -xdev \( "${nobodys[@]}" \) -prune -o -type f -not -path './var/log/*' -not -path './var/cache/*' \
      -not -path './var/lib/dpkg/*' -not -path './var/lib/apt/*' -exec sha256sum {} +) | LC_ALL=C sort
}

# A run as root, against a server, leaves its journal in /var/lib/brine: that must go with the package.
works_against_a_server() {
  # shellcheck disable=SC2016
  inside bash -c 'brine sandbox --socket /tmp/s >/tmp/sandbox & for i in $(seq 100); do [ -S /tmp/s ] && break; sleep 0.1; done
    brine apply --socket /tmp/s /usr/share/doc/brine/examples/web-tier/web-tier.sls --yes && brine list --socket /tmp/s | grep before-update && ls -d /var/lib/brine'
}

say "a fresh Debian root"
command -v debootstrap >/dev/null || { need apt-get -qq update; need apt-get -qq install -y --no-install-recommends debootstrap; }
need debootstrap --variant=minbase --keyring="$(tests/bench/debian-source.sh KEY)" "$(tests/bench/debian-source.sh SUITE)" "$root" "$(tests/bench/debian-source.sh URI)"
cp /etc/resolv.conf "$root/etc/resolv.conf"
cp -r /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
cp "$deb" "$root/tmp/brine.deb"
cp -r packaging/shells "$root/tmp/shells"
version=$(dpkg-deb -f "$deb" Version); version=${version%-*}
need inside apt-get -qq update

say "with nothing but what it depends on"
check "it installs" inside apt-get -qq install -y --no-install-recommends /tmp/brine.deb
check "brine --version tells its version" says "brine ${version/\~/-}+" inside brine --version
check "brine demo runs to its end" says "That was all." inside brine demo
check "it is purged" inside apt-get -qq purge -y --auto-remove brine

say "beside man, shells and systemd"
need inside apt-get -qq install -y --no-install-recommends man-db bash-completion zsh fish systemd python3-minimal
# Whoever installs manuals sets off man-db, which then makes indexes for all languages that it knows: before, not between.
need inside mandb -q
everything >"$work/before"
check "it installs" inside dpkg -i /tmp/brine.deb
check "man brine shows the manual" says "brine-apply(1)" inside man brine
check "every page is found, and groff warns of none" every_page_reads_well
check "whatis knows it" says "the way you declared them" inside whatis brine
for shell in bash zsh fish; do
  check "$shell completes a command" completes $shell "brine gro" group
  check "$shell completes a command below a command" completes $shell "brine group cr" create
  check "$shell completes an option" completes $shell "brine plan --state-r" --state-root
done
check "systemd takes the units" inside systemd-analyze verify brine-apply.timer brine-prune.timer brine-doctor.timer brine-apply.service brine-prune.service brine-doctor.service
check "no timer is on" says disabled inside bash -c 'systemctl is-enabled brine-{apply,prune,doctor}.timer | sort -u; true'
check "it works against a (simulated) server" works_against_a_server
check "Python reads Salt's modules" inside env PYTHONPYCACHEPREFIX=/tmp python3 -m py_compile /usr/share/brine/salt/_states/incus.py /usr/share/brine/salt/_modules/incus.py /usr/share/brine/salt/_beacons/incus_snapshots.py
check "a timer can be turned on" inside systemctl enable brine-prune.timer

say "and away again"
check "it is removed" inside dpkg --remove brine
check "no program is left" test ! -e "$root/usr/bin/brine"
check "it is purged" inside dpkg --purge brine
everything >"$work/after"
check "nothing is left: every file is as it was before" diff "$work/before" "$work/after"

if command -v lintian >/dev/null; then
  say "lintian"
  check "lintian has nothing to say" lintian --fail-on error,warning "$deb"
else
  say "no lintian on this machine: the package is not held against Debian's rules"
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
