#!/bin/bash
# incus.sh install | start DIR | stop DIR | kill DIR | destroy DIR | env DIR
# A private incusd without systemd, as root on Debian 12: pools dirp (dir) and btr (btrfs), image bb (busybox).
# DIR must be short (unix socket paths end at 107 bytes). Every step may be repeated.
# INCUSD names another daemon binary (incus7.sh does); BTRFS_SIZE the size of the btrfs pool; INCUS_BENCH_BARE=1: no pools, no image.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
: "${BTRFS_SIZE:=1GiB}"
export INCUS_SKIP_INSTANCE_TYPES=true INCUS_SECURITY_APPARMOR=false
command=${1:-} dir=${2:-}

usage() { sed -n 2,5p "$0" >&2; exit 2; }
[ "$command" = install ] || [ -n "$dir" ] || usage
# stop and destroy must find the daemon that start was given
incusd=${INCUSD:-$(cat "$dir/daemon" 2>/dev/null || echo /usr/libexec/incus/incusd)}
cli() { INCUS_DIR=$dir INCUS_CONF=$dir/client incus "$@"; }

# zombies do not count: a killed daemon stays one for a second or two
alive() {
  [ -s "$dir/incusd.pid" ] &&
    grep -q '^State:[[:space:]]*[^ZX]' "/proc/$(cat "$dir/incusd.pid")/status" 2>/dev/null
}

add_backports() {
  local candidate
  candidate=$(apt-cache policy incus-base 2>/dev/null | awk '/Candidate:/ {print $2}')
  [ -z "$candidate" ] || [ "$candidate" = "(none)" ] || return 0
  printf 'Types: deb\nURIs: %s\nSuites: %s-backports\nComponents: main\nSigned-By: %s\n' \
    "$("$here/debian-source.sh" URI)" "$("$here/debian-source.sh" SUITE)" "$("$here/debian-source.sh" KEY)" \
    > /etc/apt/sources.list.d/brine-backports.sources
}

install() {
  local wanted=() package
  for package in incus-base btrfs-progs busybox-static; do
    # no pipe into grep -q: dpkg would at times be cut off, and then pipefail says "not installed"
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || wanted+=("$package")
  done
  if [ ${#wanted[@]} -gt 0 ]; then
    # keep the package's scripts from starting a daemon on /var/lib/incus
    [ -e /usr/sbin/policy-rc.d ] ||
      { printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d; chmod 755 /usr/sbin/policy-rc.d; }
    export DEBIAN_FRONTEND=noninteractive
    add_backports
    apt-get -qq update
    apt-get -qq install -y --no-install-recommends -o Dpkg::Use-Pty=0 "${wanted[@]}"
  fi
  local map
  for map in /etc/subuid /etc/subgid; do
    grep -qs '^root:' "$map" || echo root:1000000:1000000000 >> "$map"
  done
}

daemon() {
  mkdir -p "$dir/client"
  chmod 711 "$dir"
  echo "$incusd" > "$dir/daemon"
  if alive && INCUS_DIR=$dir "$incusd" waitready --timeout=8 2>/dev/null; then return; fi
  alive && { echo "incus.sh: the daemon in $dir runs but does not answer; see $dir/incusd.log" >&2; exit 1; }
  rm -f "$dir/incusd.pid"
  # setsid: it outlives the caller; output to a file: a pipe may close
  INCUS_DIR=$dir setsid "$incusd" --logfile="$dir/incusd.log" > "$dir/incusd.out" 2>&1 < /dev/null &
  echo $! > "$dir/incusd.pid"
  INCUS_DIR=$dir "$incusd" waitready --timeout=30 || { cat "$dir/incusd.out" >&2; exit 1; }
}

furnish() {
  cli storage show dirp > /dev/null 2>&1 || cli storage create -q dirp dir
  cli storage show btr > /dev/null 2>&1 || cli storage create -q btr btrfs size="$BTRFS_SIZE"
  cli profile device get default root pool > /dev/null 2>&1 ||
    cli profile device add -q default root disk path=/ pool=dirp
  cli image info bb > /dev/null 2>&1 && return
  "$here/mkimage.sh" "$dir/bb.tar.gz"
  cli image import -q "$dir/bb.tar.gz" --alias bb > /dev/null
}

# clean: instances are stopped, then the daemon ends, as systemd's ExecStop would do it
stop() {
  alive || return 0
  local pid
  pid=$(cat "$dir/incusd.pid")
  INCUS_DIR=$dir "$incusd" shutdown --timeout=60 || kill -TERM "$pid"
  for _ in $(seq 100); do alive || break; sleep .1; done
  alive && kill -KILL "$pid"
  rm -f "$dir/incusd.pid"
}

# as if its machine had lost power, but its instances go on
end_daemon() {
  alive || return 0
  kill -KILL "$(cat "$dir/incusd.pid")"
  while alive; do sleep .05; done
}

# Instances outlive a daemon that was killed. One that is frozen cannot die before it is thawed (cgroup v1).
end_guests() {
  local monitor init freezer
  for monitor in $(pgrep -f "^\[lxc monitor\] $dir/"); do
    for init in $(pgrep -P "$monitor"); do
      freezer=/sys/fs/cgroup/freezer$(awk -F: '$2 == "freezer" {print $3}' "/proc/$init/cgroup")/freezer.state
      [ ! -w "$freezer" ] || echo THAWED > "$freezer"
      kill -KILL "$init"
    done
    kill -KILL "$monitor" || true
  done
}

# at once: no guest is asked; mounts are undone, everything is deleted
destroy() {
  local project mount
  if alive; then
    while read -r project; do
      INCUS_DIR=$dir INCUS_CONF=$dir/client timeout 30 incus stop -f --all --project "$project" 2> /dev/null || true
    done < <(cli project list -f csv -c n 2> /dev/null | sed 's/ (current)//')
  fi
  stop
  end_guests
  awk -v dir="$dir/" 'index($5, dir) == 1 {print $5}' /proc/self/mountinfo | sort -r |
    while read -r mount; do umount -l "$mount"; done
  rm -rf "$dir"
}

case $command in
install) install ;;
start) daemon; [ -n "${INCUS_BENCH_BARE:-}" ] || furnish ;;
stop) stop ;;
kill) end_daemon ;;
destroy) [ ! -d "$dir" ] || destroy ;;
env) echo "export INCUS_DIR=$dir INCUS_CONF=$dir/client BRINE_TEST_INCUS=$dir" ;;
*) usage ;;
esac
