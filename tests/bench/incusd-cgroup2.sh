#!/bin/bash
# INCUSD=…/incusd-cgroup2.sh incus.sh start DIR: the daemon sees cgroup2 and nothing else, as every distribution with
# systemd has it. Where version 1 is mounted beside it, liblxc takes that one's freezer, which it looks at once a
# second. The mounts of its pools are its own, too: nobody outside sees into them.
set -euo pipefail
incusd=/usr/libexec/incus/incusd
# these only talk to the socket
case ${1:-} in waitready | shutdown) exec $incusd "$@" ;; esac
[ ! -e /sys/fs/cgroup/cgroup.controllers ] || exec $incusd "$@"
exec unshare -m bash -c '
mount --make-rprivate /
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mount --make-rshared /
exec "$@"' bash $incusd "$@"
