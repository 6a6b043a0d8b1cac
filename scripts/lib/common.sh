# Shared by the scripts; sourced, not run. Sets `root` to the checkout.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# bad_usage WORDS...: says what is wrong with the command line, then what usage() prints, and ends.
bad_usage() {
  say "scripts/${0##*/}: $*"
  usage >&2
  exit 64
}

# bad_option WORD: as bad_usage, for a word that the script does not know.
bad_option() {
  case $1 in
    -*) bad_usage "there is no option '$1'" ;;
    *) bad_usage "'$1' is not expected" ;;
  esac
}

# need_value OPTION COUNT: COUNT is how many words are left, the option among them.
need_value() { [ "$2" -ge 2 ] || bad_usage "$1 needs a value"; }

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

# record_start: makes target/stepgate-….aot, from which a worker starts in half the time: a worker answers some
# requests and writes at its end which classes it had loaded and compiled. Going without does no harm. The time
# and size of the jar are in its name, as scripts/worker asks for it.
record_start() {
  local record dir lighttpd worker
  record=$root/target/stepgate-$(stat -c %Y-%s "$root/target/stepgate.jar").aot
  [ ! -f "$record" ] || return 0
  say "Recording the start of a worker"
  rm -f "$root"/target/stepgate*.aot
  dir=$(mktemp -d /tmp/stepgate-XXXXXX)
  mkdir "$dir/state" "$dir/site"
  cp -R "$root/test-fixtures/site/." "$dir/site/"
  chmod -R go-w "$dir/site"
  cat > "$dir/start" <<LAUNCHER
#!/bin/sh
export STEPGATE_JAVA='$jdk/bin/java' STEPGATE_APP='$root/target' STEPGATE_JAVA_OPTIONS='-XX:AOTCacheOutput=$dir/record -Xlog:aot*=off'
echo \$\$ > $dir/worker.pid
exec '$root/scripts/worker' --demo "\$@"
LAUNCHER
  chmod 700 "$dir/start"
  cat > "$dir/lighttpd.conf" <<CONF
server.modules = ()
server.bind = "$dir/http"
server.document-root = "$dir/site/static"
server.errorlog = "$dir/lighttpd.log"
server.pid-file = "$dir/lighttpd.pid"
server.upload-dirs = ( "$dir" )
var.stepgate_worker = "$dir/start"
var.stepgate_config = "$dir/site"
var.stepgate_state = "$dir/state"
var.stepgate_socket = "$dir/worker"
var.stepgate_workers = 1
var.stepgate_files = "$dir/state"
include "$root/lighttpd.conf.d/stepgate.conf"
CONF
  lighttpd=$(command -v lighttpd || echo /usr/sbin/lighttpd)
  if "$lighttpd" -f "$dir/lighttpd.conf"; then
    curl -s -o /dev/null --max-time 60 --retry 3 --unix-socket "$dir/http" http://localhost/stepgate/health || true
    curl -s -o /dev/null --max-time 60 --unix-socket "$dir/http" -d '{"sku":"A1","quantity":2}' \
      "http://localhost/orders?[1-500]" || true
    curl -s -o /dev/null --max-time 60 --unix-socket "$dir/http" --aws-sigv4 aws:amz:us-east-1:states -u test:test \
      -H 'Content-Type: application/x-amz-json-1.0' -H 'X-Amz-Target: AWSStepFunctions.ListStateMachines' \
      -d '{}' "http://localhost/?[1-100]" || true
    worker=$(cat "$dir/worker.pid" || true)
    kill -INT "$(cat "$dir/lighttpd.pid")" || true
    for _ in $(seq 300); do
      kill -0 "$worker" 2>/dev/null || break
      sleep 0.2
    done
    if [ -f "$dir/record" ]; then
      mv "$dir/record" "$record"
    fi
  fi
  rm -rf "$dir"
}
