#!/bin/bash
# mkimage.sh OUT.tar.gz : a 1 MB Incus image (busybox, an init that stops at once), made without any network.
set -euo pipefail
out=${1:?usage: mkimage.sh OUT.tar.gz}
[ -s "$out" ] && exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/rootfs
mkdir -p "$root"/{bin,sbin,etc,proc,sys,dev,tmp,root,run,usr/bin,usr/sbin,var/log}
cp "$(command -v busybox)" "$root/bin/busybox"
for applet in sh ls cat echo sleep mkdir rm touch ps mount umount kill dd sync stat sha256sum cp mv test true false \
  head tail wc grep sed tar poweroff halt reboot hostname id; do
  ln -sf busybox "$root/bin/$applet"
done
# The shell is PID 1 and answers the signals that Incus halts a container with.
cat > "$root/sbin/init" <<'INIT'
#!/bin/sh
trap 'exit 0' PWR TERM INT USR1 USR2
while :; do sleep 3600 & wait $!; done
INIT
chmod 755 "$root/sbin/init"
echo 'root:x:0:0:root:/root:/bin/sh' > "$root/etc/passwd"
echo 'root:x:0:' > "$root/etc/group"
: > "$root/etc/hostname"; : > "$root/etc/hosts"; : > "$root/etc/resolv.conf"
cat > "$work/metadata.yaml" <<META
architecture: $(uname -m)
creation_date: 1700000000
properties: {os: busybox, release: test, description: busybox test image}
META
tar -C "$work" --numeric-owner --owner=0 --group=0 -czf "$out.tmp" metadata.yaml rootfs
mv "$out.tmp" "$out"
