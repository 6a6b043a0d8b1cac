# Shared by the scripts; sourced, not run. Sets `root` to the checkout.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# as_root COMMAND...: runs it directly as root, else through sudo.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "This needs root, and sudo is not installed: $*"
  fi
}

# need COMMAND=PACKAGE...: installs the Debian packages whose commands are missing. No service that a
# package brings along is started.
need() {
  local missing=() pair
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null || [ -x "/usr/sbin/${pair%%=*}" ] || missing+=("${pair#*=}")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || die "Please install: ${missing[*]}"
  say "Installing ${missing[*]}"
  local policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
    trap 'as_root rm -f /usr/sbin/policy-rc.d' EXIT
  fi
  as_root apt-get -qq update
  DEBIAN_FRONTEND=noninteractive as_root apt-get -qq install -y --no-install-recommends "${missing[@]}" >/dev/null
  if [ "$(trap -p EXIT)" ]; then
    as_root rm -f "$policy"
    trap - EXIT
  fi
}

is_jdk_25() {
  [ -x "$1/bin/javac" ] && "$1/bin/javac" -version 2>&1 | grep -q '^javac 25'
}

# find_jdk_25: prints the home of a JDK 25: from JAVA_HOME, the PATH, or where Debian puts JDKs.
find_jdk_25() {
  local home
  for home in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v javac || echo /none/bin/javac)")")")" \
    /usr/lib/jvm/*; do
    if [ -n "$home" ] && is_jdk_25 "$home"; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  return 1
}

# need_jdk_25: sets `jdk`; installs Debian's JDK 25 where there is one.
need_jdk_25() {
  if ! jdk=$(find_jdk_25); then
    if command -v apt-get >/dev/null; then
      as_root apt-get -qq update
      if [ -n "$(apt-cache --names-only search '^openjdk-25-jdk-headless$')" ]; then
        need javac-25=openjdk-25-jdk-headless
      fi
    fi
    jdk=$(find_jdk_25) || die "Stepgate needs a JDK 25. Install one, for example the package openjdk-25-jdk-headless of
Debian 13 backports, or temurin-25-jdk from Adoptium, and run this again. JAVA_HOME, the PATH and
/usr/lib/jvm were searched."
  fi
}

# build: makes target/stepgate.jar unless it is newer than everything it is made from.
build() {
  local jar="$root/target/stepgate.jar"
  if [ -f "$jar" ] && [ -z "$(find "$root/pom.xml" "$root/src/main" -newer "$jar" -print -quit)" ]; then
    return 0
  fi
  need mvn=maven
  say "Building"
  mkdir -p "$root/target"
  if ! (cd "$root" && mvn -B package -Dquick -DskipTests) >"$root/target/build.log" 2>&1; then
    tail -n 30 "$root/target/build.log" >&2
    die "The build failed; all it said is in $root/target/build.log."
  fi
  touch "$jar"
}
