#!/usr/bin/env bash
# Lays a published program and all that belongs to it into the tarball and the Debian package. build.sh calls it.
#
#   packaging/assemble.sh [--fast] BINARY MANUAL OUT
#
#   --fast   hardly compressed: for tests
#   BINARY   the NativeAOT program for linux-x64, which also tells the version
#   MANUAL   what packaging/manual wrote: man1/ and systemd/
#   OUT      where brine-VERSION-linux-x64.tar.gz and brine_VERSION_amd64.deb are put
#
# Documents, examples and Salt's modules are taken from the commit that is checked out, and every file bears its date.
set -euo pipefail
gzip=9 xz=6
[ "${1:-}" != --fast ] || { gzip=1 xz=0; shift; }
[ $# = 3 ] || { sed -n 4,9p "$0" >&2; exit 2; }
binary=$(realpath "$1"); manual=$(realpath "$2"); mkdir -p "$3"; out=$(realpath "$3")
cd "$(dirname "$0")/.."
umask 022
export LC_ALL=C TZ=UTC
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct); export SOURCE_DATE_EPOCH
read -r _ stamp < <("$binary" --version)
version=${stamp%%+*}                                              # 1.2.3, or 1.2.3-alpha.0.7
debian=$(sed 's/-/~/' <<<"$version")-1                             # ~ sorts before nothing: an alpha before its release
python=$(sed -E 's/-([a-z]+)\.([0-9]+)\.([0-9]+)$/-\1.\2.dev\3/' <<<"$version")
compiler=$(awk '/"Microsoft.DotNet.ILCompiler"/{on=1} on && /"resolved"/{gsub(/[",]/, ""); print $2; exit}' src/Cli/packages.lock.json)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

committed() { # TARGET PATH...: as the commit has them
  local target=$1; shift
  mkdir -p "$target"
  git -c tar.umask=0022 archive HEAD "$@" | tar -x -C "$target"
}

lay() { # PREFIX ZSH: what both packages hold, and where zsh looks for completions below it
  local prefix=$1 zsh=$2 doc=$1/share/doc/brine
  install -D -m 755 "$binary" "$prefix/bin/brine"
  install -D -m 644 -t "$prefix/share/man/man1" "$manual"/man1/*.1
  gzip -9n "$prefix"/share/man/man1/*.1
  mkdir -p "$prefix"/share/{bash-completion/completions,fish/vendor_completions.d,"$zsh"}
  "$binary" completion bash >"$prefix/share/bash-completion/completions/brine"
  "$binary" completion fish >"$prefix/share/fish/vendor_completions.d/brine.fish"
  "$binary" completion zsh >"$prefix/share/$zsh/_brine"
  committed "$doc" README.md SECURITY.md docs examples
  # What is linked in beside our own code wants its notices to go along.
  install -m 644 "${NUGET_PACKAGES:-$HOME/.nuget/packages}/microsoft.dotnet.ilcompiler/$compiler/THIRD-PARTY-NOTICES.TXT" "$doc/THIRD-PARTY-NOTICES.txt"
  committed "$work/salt" salt/_beacons salt/_modules salt/_states salt/package salt/pyproject.toml salt/setup.py
  mkdir -p "$prefix/share/brine"
  cp -r "$work/salt/salt" "$prefix/share/brine/salt"
  echo "$python" >"$prefix/share/brine/salt/VERSION"
}

tarball() {
  local name=brine-$version-linux-x64
  local root=$work/tar/$name
  lay "$root" zsh/site-functions
  committed "$root" LICENSE CHANGELOG.md
  cp "$root/share/doc/brine/README.md" "$root/README.md"
  tar -C "$work/tar" --sort=name --format=gnu --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -c "$name" \
    | gzip -"$gzip"n >"$out/$name.tar.gz"
}

deb() {
  local root=$work/deb
  local doc=$root/usr/share/doc/brine control=$root/DEBIAN maintainer
  lay "$root/usr" zsh/vendor-completions
  install -D -m 644 -t "$root/usr/lib/systemd/system" "$manual"/systemd/*
  install -m 644 packaging/debian/copyright "$doc/copyright"
  install -D -m 644 packaging/debian/lintian-overrides "$root/usr/share/lintian/overrides/brine"
  git show HEAD:CHANGELOG.md | gzip -9n >"$doc/changelog.gz"
  maintainer=$(git log -1 --format='%an <%ae>')
  gzip -9n >"$doc/changelog.Debian.gz" <<EOF
brine ($debian) unstable; urgency=medium

  * Made from commit $(git rev-parse HEAD).
    What users can see of it is in changelog.gz.

 -- $maintainer  $(date -R -d "@$SOURCE_DATE_EPOCH")
EOF

  mkdir "$control"
  install -m 755 -t "$control" packaging/debian/{postinst,prerm,postrm}
  (cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$control/md5sums"
  # As dpkg counts: each file in whole KiB, each other entry one.
  local size glibc
  size=$(find "$root/usr" -printf '%y %s\n' | awk '{kib += $1 == "f" ? int(($2 + 1023) / 1024) : 1} END {print kib}')
  glibc=$(readelf -V "$binary" | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -1)
  sed -e "s/@VERSION@/$debian/; s/@SIZE@/$size/; s/@GLIBC@/${glibc#GLIBC_}/; s/@MAINTAINER@/$maintainer/" packaging/debian/control.in >"$control/control"
  # One thread: with more, how xz cuts its blocks would be the machine's matter.
  dpkg-deb --root-owner-group -Zxz -z"$xz" --threads-max=1 --build "$root" "$out/brine_${version}_amd64.deb" >/dev/null
}

tarball
command -v dpkg-deb >/dev/null || { echo "assemble.sh: no dpkg-deb on this machine, so no Debian package" >&2; exit 1; }
deb
