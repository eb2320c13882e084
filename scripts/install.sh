#!/bin/sh
# Installs Gantry of this folder on Debian or Ubuntu: an account, a systemd unit, a data folder; where an older one is
# installed, it upgrades that. Nothing is downloaded by this script itself; npm installs the locked packages where the folder
# is not built yet.
set -eu

usage='Usage: sudo scripts/install.sh --url https://gantry.example.com [--port 3000] [--host 127.0.0.1] [--dry-run]
       sudo scripts/install.sh                    (upgrades what is installed to the version of this folder)
       sudo scripts/install.sh --uninstall [--purge] [--dry-run]
       scripts/install.sh --version

  --url URL      public address; a TLS proxy in front of it is yours
  --dry-run      says what would be done, and does nothing
  --uninstall    removes the service and the programs; data, settings and account stay
  --purge        with --uninstall: removes data, settings and account too
  --destdir DIR  writes below DIR and starts nothing: for packages and images of machines
  --version      prints the version that this folder installs'

source=$(cd "$(dirname "$0")/.." && pwd)
version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' "$source/package.json")
mode=install url='' port=3000 host=127.0.0.1 dry='' purge='' destdir=''

fail() {
  printf 'install.sh: %s\n' "$1" >&2
  exit "${2:-1}"
}

wrong() {
  printf 'install.sh: %s\n\n%s\n' "$1" "$usage" >&2
  exit 2
}

while [ $# -gt 0 ]; do
  case $1 in
    --url | --port | --host | --destdir)
      [ $# -ge 2 ] || wrong "$1 has no value."
      case $1 in
        --url) url=$2 ;;
        --port) port=$2 ;;
        --host) host=$2 ;;
        --destdir) destdir=$2 ;;
      esac
      shift
      ;;
    --dry-run) dry=yes ;;
    --uninstall) mode=uninstall ;;
    --purge) purge=yes ;;
    --version)
      printf '%s\n' "$version"
      exit 0
      ;;
    --help | -h)
      printf '%s\n' "$usage"
      exit 0
      ;;
    *) wrong "$1 is not known." ;;
  esac
  shift
done

versions=/opt/gantry/versions
link=/opt/gantry/current
data=/var/lib/gantry
settings=/etc/gantry
program=/usr/local/bin/gantry
unit=/etc/systemd/system/gantry.service

# Do a command, or say it.
act() {
  if [ -n "$dry" ]; then
    printf 'would run: %s\n' "$*"
  else
    "$@"
  fi
}

# Write standard input into a file with a mode, or say it.
write() {
  if [ -n "$dry" ]; then
    printf 'would write: %s (mode %s)\n' "$2" "$1"
    sed 's/^/    /'
  else
    mkdir -p "$(dirname "$destdir$2")"
    cat >"$destdir$2.new"
    chmod "$1" "$destdir$2.new"
    mv "$destdir$2.new" "$destdir$2"
  fi
}

# Whether this run changes the machine itself, and not a folder of files.
on_machine() { [ -z "$destdir" ]; }

check_arguments() {
  case $url in
    https://?* | http://?*) ;;
    *) wrong '--url is missing, or is no address. Write --url https://gantry.example.com.' ;;
  esac
  case $url$host in *[!A-Za-z0-9.:/_~%-]*) wrong '--url or --host has a character that no address has.' ;; esac
  case $port in '' | *[!0-9]*) wrong '--port is no number.' ;; esac
  [ "$port" -ge 1 ] && [ "$port" -le 65535 ] || wrong '--port is no number from 1 to 65535.'
}

check_machine() {
  node=$(command -v node) || fail 'Node.js is not installed. Install 20.19 or newer, then run this again.'
  "$node" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    fail "$("$node" --version) is too old. Install Node.js 20.19 or newer, then run this again."
  for each in npm git; do
    command -v "$each" >/dev/null || fail "$each is not installed. Run: apt-get install $each"
  done
  on_machine || return 0
  grep -Eq '^ID(_LIKE)?="?[a-z ]*(debian|ubuntu)' /etc/os-release 2>/dev/null ||
    fail 'This is neither Debian nor Ubuntu. docs/install.md says how to run Gantry elsewhere.'
  [ -n "$dry" ] && return 0
  require_root
  [ -d /run/systemd/system ] || fail 'systemd does not run here. docs/install.md says how to run Gantry without it.'
  case $node in /root/* | /home/*) fail "$node is in a home folder, which the service cannot read. Install Node.js for all users." ;; esac
}

require_root() {
  [ -n "$dry" ] || ! on_machine || [ "$(id -u)" = 0 ] || fail 'Run this as root: sudo scripts/install.sh …'
}

# Only what runs is kept: the folder may be a checkout with much else, such as packages for development.
copy_version() {
  folder=$versions/$version
  if [ ! -e "$source/dist/main.js" ] || [ ! -e "$source/.next/BUILD_ID" ] || [ ! -d "$source/node_modules" ]; then
    act "$node" "$source/scripts/prepare.mjs"
  fi
  act mkdir -p "$destdir$folder.new"
  for part in package.json next.config.ts prisma.config.ts prisma public dist .next node_modules docs scripts; do
    act cp -a "$source/$part" "$destdir$folder.new/"
  done
  act "$node" "$source/scripts/production-packages.mjs" "$destdir$folder.new"
  on_machine && act chown -R root:root "$folder.new"
  act rm -rf "$destdir$folder"
  act mv "$destdir$folder.new" "$destdir$folder"
}

write_unit() {
  write 0644 $unit <<UNIT
[Unit]
Description=Gantry, deployment control plane
Wants=network-online.target
After=network-online.target postgresql.service

[Service]
User=gantry
Group=gantry
EnvironmentFile=$settings/gantry.env
WorkingDirectory=$data
ExecStart=$node $link/dist/main.js
Restart=on-failure
RestartSec=3
TimeoutStopSec=60
KillMode=mixed
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
RestrictSUIDSGID=yes
LockPersonality=yes
ReadWritePaths=$data
UMask=0077

[Install]
WantedBy=multi-user.target
UNIT
}

# Runs a command of Gantry with the account and the settings of the service. An upgrade asks systemd, so it stays root.
write_program() {
  write 0755 $program <<PROGRAM
#!/bin/sh
set -eu
folder=\${GANTRY_FOLDER:-$link}
case \${1:-} in
  token | audit | backup | restore | rekey | catalogue | doctor | migrate | upgrade)
    set -a
    . $settings/gantry.env
    set +a
    [ "\$1" = upgrade ] || [ "\$(id -u)" != 0 ] || exec runuser -u gantry -- $node "\$folder/dist/cli.js" "\$@"
    ;;
esac
exec $node "\$folder/dist/cli.js" "\$@"
PROGRAM
}

# Kept when it is there: it may have been edited.
write_settings() {
  [ ! -e "$destdir$settings/gantry.env" ] || return 0
  if [ -n "$dry" ]; then
    token='made at random'
  else
    token=$("$node" -p 'require("node:crypto").randomBytes(24).toString("base64url")')
  fi
  write 0640 $settings/gantry.env <<SETTINGS
# Settings of Gantry; README.md has them all. Values are in single quotes: a shell and systemd read this file.
GANTRY_URL='$url'
HOST='$host'
PORT='$port'
GANTRY_DATA_DIR='$data'
NODE_ENV='production'
# Opens the first owner's page once; without effect afterwards.
SETUP_TOKEN='$token'
SETTINGS
  on_machine && act chown root:gantry $settings/gantry.env
  return 0
}

start() {
  act systemctl daemon-reload
  act systemctl enable gantry.service
  act systemctl restart gantry.service
  [ -z "$dry" ] || return 0
  ready="http://127.0.0.1:$port/api/ready"
  printf 'Waiting for %s\n' "$ready"
  "$node" -e '
    const url = process.argv[1];
    const ask = async (left) => {
      const answer = await fetch(url).catch(() => null);
      if (answer?.ok) return;
      if (left === 0) process.exit(1);
      setTimeout(ask, 1000, left - 1);
    };
    ask(120);' "$ready" || fail 'Gantry does not become ready. See: journalctl -u gantry'
}

tell() {
  token=$(sed -n "s/^SETUP_TOKEN='\(.*\)'$/\1/p" "$destdir$settings/gantry.env" 2>/dev/null) || token=''
  printf 'Gantry %s is installed. Settings: %s, data: %s, log: journalctl -u gantry\n' "$version" "$settings/gantry.env" "$data"
  printf 'Create the first owner: %s/setup?token=%s\n' "$url" "${token:-made at random}"
}

upgrade_gantry() {
  [ "$(readlink "$link")" != "$versions/$version" ] || fail "Gantry $version is installed here already."
  check_machine
  copy_version
  act $program upgrade --to "$versions/$version"
}

install_gantry() {
  if on_machine && [ -L "$link" ]; then
    upgrade_gantry
    return 0
  fi
  check_arguments
  check_machine
  if on_machine; then
    id gantry >/dev/null 2>&1 ||
      act useradd --system --user-group --home-dir $data --no-create-home --shell /usr/sbin/nologin gantry
    act install --directory --owner=gantry --group=gantry --mode=0700 $data
  else
    act mkdir -p "$destdir$data"
  fi
  copy_version
  act ln -sfn "$versions/$version" "$destdir$link"
  write_settings
  write_program
  write_unit
  on_machine && start
  tell
}

is_installed() { [ -e "$destdir$unit" ] || [ -e "$destdir/opt/gantry" ]; }

# What --uninstall keeps: it can be removed later as well.
has_left() { [ -e "$destdir$data" ] || [ -e "$destdir$settings" ]; }

uninstall_gantry() {
  require_root
  [ -n "$dry" ] || is_installed || { [ -n "$purge" ] && has_left; } || fail 'Gantry is not installed here.'
  if on_machine && { [ -n "$dry" ] || [ -e "$unit" ]; }; then
    act systemctl disable --now gantry.service
  fi
  act rm -f "$destdir$unit" "$destdir$program"
  act rm -rf "$destdir/opt/gantry"
  if on_machine; then
    act systemctl daemon-reload
  fi
  if [ -z "$purge" ]; then
    printf 'Kept: %s and %s. --purge removes them, and with them every secret of Gantry.\n' "$data" "$settings"
    return 0
  fi
  act rm -rf "$destdir$data" "$destdir$settings"
  if on_machine; then
    act userdel gantry
  fi
}

case $mode in
  install) install_gantry ;;
  uninstall) uninstall_gantry ;;
esac
