#!/bin/bash
# cluster.sh start BASE | kill BASE N | up BASE N | destroy BASE
# Three private incusd in one cluster, on 127.0.0.2 to .4, port PORT (8443); each as incus.sh makes them, in BASE/m1 to m3,
# with a dir pool "local" and the image bb. kill: at once, as when the machine is gone; up: that member again.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
command=${1:-} base=${2:-} number=${3:-}
: "${PORT:=8443}"
export INCUS_BENCH_BARE=1 # members take their pools from the cluster

cli() { # N ARGS...
  INCUS_DIR=$base/m$1 INCUS_CONF=$base/m$1/client incus "${@:2}"
}

start() {
  local n token
  mkdir -p "$base"
  chmod 711 "$base"
  for n in 1 2 3; do "$here/incus.sh" start "$base/m$n" & done
  wait
  cli 1 admin init --preseed << PRESEED
config: {core.https_address: "127.0.0.2:$PORT"}
cluster: {server_name: m1, enabled: true}
storage_pools: [{name: local, driver: dir}]
profiles: [{name: default, devices: {root: {type: disk, path: /, pool: local}}}]
PRESEED
  for n in 2 3; do
    token=$(cli 1 cluster add m$n -q | tail -1)
    cli $n admin init --preseed << PRESEED
cluster:
  enabled: true
  server_name: m$n
  server_address: 127.0.0.$((n + 1)):$PORT
  cluster_token: $token
  member_config:
  - {entity: storage-pool, name: local, key: source, value: ""}
PRESEED
  done
  cli 1 config set cluster.offline_threshold 11 # before there is a cluster it would break the server
  "$here/mkimage.sh" "$base/bb.tar.gz"
  cli 1 image import -q "$base/bb.tar.gz" --alias bb > /dev/null
}

# A graceful shutdown of several members loses the quorum and hangs.
destroy() {
  local n
  timeout 20 env INCUS_DIR="$base/m1" INCUS_CONF="$base/m1/client" incus stop -f --all 2> /dev/null || true
  for n in 3 2 1; do [ ! -s "$base/m$n/incusd.pid" ] || kill -KILL "$(cat "$base/m$n/incusd.pid")" 2> /dev/null || true; done
  for n in 3 2 1; do "$here/incus.sh" destroy "$base/m$n"; done
  rm -rf "$base"
}

case $command:$# in
start:2) start ;;
kill:3) kill -KILL "$(cat "$base/m$number/incusd.pid")" ;;
up:3) "$here/incus.sh" start "$base/m$number" ;;
destroy:2) [ ! -d "$base" ] || destroy ;;
*) sed -n 2,4p "$0" >&2; exit 2 ;;
esac
