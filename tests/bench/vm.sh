#!/bin/bash
# vm.sh available | install | start DIR | make DIR NAME [POOL] [PROJECT]
# A private incusd that runs virtual machines, as root on Debian 12, also where the kernel has neither KVM nor
# vhost_vsock: QEMU emulates the processor. Stop and destroy with incus.sh. Every step but make may be repeated.
# make: a VM that runs and can take stateful snapshots. Its firmware is ours: it writes one star to the serial console
# and halts, since UEFI's own needs 8 s of a processor under emulation. No agent; it has to be stopped with -f.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

# Says in one line whether this machine can; exit code 0 or 1.
available() {
  local lacks=()
  [ "$(id -u)" = 0 ] || lacks+=(root)
  grep -qs '^ID=debian' /etc/os-release || lacks+=(Debian)
  [ "$(uname -m)" = x86_64 ] || lacks+=("an x86_64 processor")
  [ -c /dev/vsock ] || lacks+=(/dev/vsock)
  [ ${#lacks[@]} = 0 ] && { echo "virtual machines can run here"; return; }
  local IFS=,
  echo "virtual machines cannot run here: no ${lacks[*]}"
  return 1
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}\n' "$@" 2> /dev/null | grep -cx installed)" = $# ]; }

# QEMU from backports: 7.2 takes no part in stateful snapshots ("Parameter 'uri' is missing").
is_recent() { dpkg --compare-versions "${1:-0}" ge 1:9; }

install() {
  "$here/incus.sh" install
  local machine=(qemu-system-x86 qemu-system-modules-spice qemu-utils ovmf) compiler=(gcc libc6-dev) from=()
  export DEBIAN_FRONTEND=noninteractive
  local get=(apt-get -qq install -y --no-install-recommends -o Dpkg::Use-Pty=0)
  if ! installed "${machine[@]}" || ! is_recent "$(dpkg-query -W -f '${Version}' qemu-system-x86)"; then
    apt-get -qq update
    is_recent "$(apt-cache policy qemu-system-x86 | awk '/Candidate:/ {print $2}')" ||
      from=(-t "$("$here/debian-source.sh" SUITE)-backports")
    "${get[@]}" "${from[@]}" "${machine[@]}"
  fi
  installed "${compiler[@]}" || "${get[@]}" "${compiler[@]}"
}

# 64 KiB; the last 16 bytes are where a processor starts: mov al,'*'; mov dx,0x3f8; out dx,al; hlt; jmp to the hlt
firmware() {
  head -c 65520 /dev/zero
  printf '\xb0\x2a\xba\xf8\x03\xee\xf4\xeb\xfd\0\0\0\0\0\0\0'
}

start() {
  local dir=$1
  mkdir -p "$dir/bin"
  firmware > "$dir/bin/firmware"
  [ -x "$dir/bin/vm-launch" ] || gcc -O1 -Wall -Wextra -Werror -o "$dir/bin/vm-launch" "$here/vm-launch.c"
  # a place to ask for a guest's address; gone with the next boot, and no other daemon takes it for the module
  [ -e /dev/vhost-vsock ] || ln -s null /dev/vhost-vsock
  # The daemon asks whether this name exists, not what it is. The link leads nowhere, so that all others find no KVM.
  [ -e /dev/kvm ] || [ -L /dev/kvm ] || ln -s no-kvm /dev/kvm
  # the daemon's look at what QEMU can do asks for KVM; guests get their accelerator from their configuration, see make
  cat > "$dir/bin/qemu-system-x86_64" <<'QEMU'
#!/bin/sh
before=
for word; do
  shift
  case "$before $word" in "-accel kvm") set -- "$@" tcg ;; *) set -- "$@" "$word" ;; esac
  before=$word
done
PATH=${PATH#*:} exec qemu-system-x86_64 "$@"
QEMU
  # the daemon believes its modprobe
  cat > "$dir/bin/modprobe" <<'MODPROBE'
#!/bin/sh
case "$*" in *vhost_vsock*) exit 0 ;; esac
PATH=${PATH#*:} exec modprobe "$@"
MODPROBE
  cat > "$dir/bin/incusd" <<INCUSD
#!/bin/sh
PATH=$dir/bin:\$PATH exec $dir/bin/vm-launch /usr/libexec/incus/incusd "\$@"
INCUSD
  chmod 755 "$dir/bin/qemu-system-x86_64" "$dir/bin/modprobe" "$dir/bin/incusd"
  INCUSD=$dir/bin/incusd "$here/incus.sh" start "$dir"
}

# size.state: Incus wants room for the whole memory before it saves the part in use (120 kB).
make() {
  local dir=$1 name=$2 pool=${3:-dirp} project=${4:-default}
  export INCUS_DIR=$dir INCUS_CONF=$dir/client
  incus create --empty --vm "$name" --project "$project" -s "$pool" -q \
    -c limits.memory=128MiB -c limits.cpu=1 -c security.secureboot=false -c migration.stateful=true \
    -c raw.qemu="-cpu max" -d root,size=16MiB -d root,size.state=256MiB 2> /dev/null
  # what Incus would give it otherwise: KVM, the guest's vsock device (an empty section takes it out), UEFI
  printf '[machine]\naccel = "tcg"\n\n[device "qemu_vsock"]\n\n[drive][0]\nfile = "%s"\n' "$dir/bin/firmware" |
    incus config set "$name" raw.qemu.conf - --project "$project"
  incus start "$name" --project "$project" -q
}

case ${1:-}:$# in
available:1) available ;;
install:1) install ;;
start:2) start "$2" ;;
make:[345]) make "${@:2}" ;;
*) sed -n 2,6p "$0" >&2; exit 2 ;;
esac
