#!/bin/bash
# incus7.sh install ROOT | start DIR ROOT : Incus 7.0 (trixie-backports) in a file tree of its own, 450 MB, loaded once.
# Stop and destroy with incus.sh. DIR is seen under the same path inside, so its socket is reachable from outside.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

install() {
  local root=$1 mirror
  [ -x "$root/usr/libexec/incus/incusd" ] && return
  mirror=$("$here/debian-source.sh" URI)
  command -v debootstrap > /dev/null ||
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends debootstrap
  rm -rf "$root.new"
  debootstrap --variant=minbase --include=ca-certificates trixie "$root.new" "$mirror"
  echo "deb $mirror trixie-backports main" > "$root.new/etc/apt/sources.list.d/backports.list"
  printf '#!/bin/sh\nexit 101\n' > "$root.new/usr/sbin/policy-rc.d"
  chmod 755 "$root.new/usr/sbin/policy-rc.d"
  cp /etc/resolv.conf "$root.new/etc/resolv.conf"
  cp -r /etc/apt/apt.conf.d/. "$root.new/etc/apt/apt.conf.d/"
  chroot "$root.new" apt-get -qq update
  chroot "$root.new" env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq install -y --no-install-recommends -t trixie-backports incus-base btrfs-progs
  chroot "$root.new" apt-get clean
  rm -rf "$root.new"/var/lib/apt/lists/*
  rm -rf "$root"
  mv "$root.new" "$root" # a tree that was cut short is never taken for a whole one
}

# pivot_root, not chroot: a process in a chroot may not create user namespaces. Its own cgroup2 mount: 7.0 finds no
# controllers in a hybrid tree. waitready and shutdown only talk to the socket: the host's binary does.
wrapper() {
  local dir=$1 root=$2
  mkdir -p "$dir"
  cat > "$dir/incusd7" <<WRAP
#!/bin/bash
case \${1:-} in waitready | shutdown) exec /usr/libexec/incus/incusd "\$@" ;; esac
exec unshare -m bash -c '
root=\$1 dir=\$2; shift 2
mount --make-rprivate /
mount --bind "\$root" "\$root"
for m in proc sys dev; do mount --rbind "/\$m" "\$root/\$m"; done
mount -t cgroup2 cgroup2 "\$root/sys/fs/cgroup"
mkdir -p "\$root\$dir" "\$root/oldroot"
mount --bind "\$dir" "\$root\$dir"
mount --make-rshared "\$root"
cd "\$root"
mount --make-rprivate /
pivot_root . oldroot
umount -l /oldroot
cd /
mount --make-rshared /
exec /usr/libexec/incus/incusd "\$@"' incusd7 "$root" "$dir" "\$@"
WRAP
  chmod 755 "$dir/incusd7"
}

case ${1:-}:$# in
install:2) "$here/incus.sh" install; install "$2" ;;
start:3) wrapper "$2" "$3"; INCUSD=$2/incusd7 "$here/incus.sh" start "$2" ;;
*) sed -n 2,3p "$0" >&2; exit 2 ;;
esac
