#!/bin/bash
# cluster.sh start DIR | env DIR | kill DIR MEMBER | revive DIR MEMBER | evacuate DIR MEMBER | restore DIR MEMBER | destroy DIR
# Three private incusd in one cluster, m1 to m3 on 127.0.0.2 to .4, each as incus.sh makes it, in DIR/m1 to DIR/m3, with a
# dir pool "local" and the image bb. kill: that daemon at once, as if its machine were gone, but its instances go on.
# PORT names the port; else a free one is found. start may be repeated.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
command=${1:-} dir=${2:-} member=${3:-}
members=(m1 m2 m3)
export INCUS_BENCH_BARE=1 # members take their pools from the cluster

usage() { sed -n 2,5p "$0" >&2; exit 2; }
cli() { INCUS_DIR=$dir/$1 INCUS_CONF=$dir/$1/client incus "${@:2}"; }
address() { echo "127.0.0.$((${1#m} + 1)):$port"; }

each() { # VERB [MEMBER...]: incus.sh VERB on members side by side; one that fails fails all
  local jobs=() name job
  for name in "${@:2}"; do "$here/incus.sh" "$1" "$dir/$name" & jobs+=($!); done
  for job in "${jobs[@]}"; do wait "$job"; done
}

is_free() { # PORT
  local name port=$1
  for name in "${members[@]}"; do
    # what answers is in use, on whichever of the addresses
    ! (exec 3<> "/dev/tcp/127.0.0.$((${name#m} + 1))/$port") 2> /dev/null || return 1
  done
}

found_port() {
  local port=$((18400 + $$ % 500))
  until is_free $port; do port=$((port + 1)); done
  echo $port
}

form() {
  local port=${PORT:-$(found_port)} name
  cli m1 admin init --preseed << PRESEED
config: {core.https_address: "$(address m1)"}
cluster: {server_name: m1, enabled: true}
storage_pools: [{name: local, driver: dir}]
profiles: [{name: default, devices: {root: {type: disk, path: /, pool: local}}}]
PRESEED
  for name in "${members[@]:1}"; do
    cli "$name" admin init --preseed << PRESEED
cluster:
  enabled: true
  server_name: $name
  server_address: $(address "$name")
  cluster_token: $(cli m1 cluster add "$name" -q | tail -1)
  member_config:
  - {entity: storage-pool, name: local, key: source, value: ""}
PRESEED
  done
  cli m1 config set cluster.offline_threshold 11 # the least; before there is a cluster it would break the server
  "$here/mkimage.sh" "$dir/bb.tar.gz"
  cli m1 image import -q "$dir/bb.tar.gz" --alias bb > /dev/null
  touch "$dir/formed"
}

start() {
  mkdir -p "$dir"
  chmod 711 "$dir"
  each start "${members[@]}"
  [ -e "$dir/formed" ] || form
}

# A graceful shutdown of several members loses the quorum and hangs.
destroy() {
  each kill "${members[@]}"
  each destroy "${members[@]}"
  rm -rf "$dir"
}

case $command:$# in
start:2) start ;;
env:2) echo "export INCUS_DIR=$dir/m1 INCUS_CONF=$dir/m1/client BRINE_TEST_INCUS_CLUSTER=$dir" ;;
kill:3) each kill "$member" ;;
revive:3) each start "$member" ;;
evacuate:3 | restore:3) cli m1 cluster "$command" "$member" --force ;;
destroy:2) [ ! -d "$dir" ] || destroy ;;
*) usage ;;
esac
