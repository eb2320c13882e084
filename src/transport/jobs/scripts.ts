/**
 * The scripts that run on the machine for a job: constant POSIX sh (dash, busybox); all variable values are arguments
 * or standard input. Files of a job, in `<base>/<name>/`, all 0600:
 * - pid: of the supervisor: process id, start time, boot id. Created by a hard link, so that one of two racing starts
 *   wins.
 * - group: of the command: process id (= its process group), start time, boot id
 * - out: output, both streams together, up to the limit; `dropped` counts the rest
 * - status: `exit|late|killed <code>`, renamed into place: it is complete or absent
 * - cancel: a caller asked to stop; `late`: the deadline passed; `drained`: the output is complete
 */

/**
 * Script functions that identify a process: it is the recorded one if the boot id and process start time match,
 * because process ids are reused. Field 22 of /proc/<pid>/stat is the start time; counted after the name, which may
 * contain anything (proc(5)).
 */
const IDENTITY = `
boot=$(cat /proc/sys/kernel/random/boot_id)
started() {
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  set -- \${stat##*) }
  printf '%s' "\${20}"
}
identify() { printf '%s %s %s\\n' "$1" "$(started "$1")" "$boot"; }
is_recorded() {
  { read -r pid start at <"$1"; } 2>/dev/null || return 1
  [ "$at" = "$boot" ] && [ "$(started "$pid")" = "$start" ]
}
# Right after its start a process has no group of its own yet.
kill_group() { kill "-$1" "-$2" 2>/dev/null || kill "-$1" "$2" 2>/dev/null || :; }
stop_group() {
  { read -r pid start at <"$dir/group"; } 2>/dev/null || return 0
  [ "$at" = "$boot" ] || return 0
  now=$(started "$pid") || now=$start
  [ "$now" != "$start" ] || kill_group "$1" "$pid"
}
pause() { sleep "$1" 2>/dev/null || sleep 1; }
base_of() { if [ -n "$1" ]; then printf '%s' "$1"; else printf '%s' "$HOME/.local/state/gantry/jobs"; fi; }
`;

/**
 * Arguments: `supervisor run <dir> <mark> <deadline seconds> <output cap> <cwd> argv…`, which starts itself as
 * `supervisor command <dir> <mark> <cwd> argv…` and `supervisor watch <dir> <seconds>`.
 */
export const SUPERVISOR = `
umask 077
mode=$1 dir=$2
shift 2
${IDENTITY}
if [ "$mode" = watch ]; then
  sleep "$1"
  : >"$dir/late"
  stop_group TERM
  sleep 10
  stop_group KILL
  exit 0
fi
if [ "$mode" = command ]; then
  identify "$$" >"$dir/group.$1"
  mv -f -- "$dir/group.$1" "$dir/group"
  # Who kills looks for the group after the supervisor or for the cancel mark, so none is missed.
  is_recorded "$dir/pid" || exit 125
  [ ! -e "$dir/cancel" ] || exit 143
  umask 022 # files of a checkout end up in images: their modes must not depend on the machine
  env=$dir/env.$1 cwd=$2
  shift 2
  [ -z "$cwd" ] || cd -- "$cwd" || exit 126
  text=$(cat -- "$env") && rm -f -- "$env" || exit 125
  eval "$text" # it may set any variable, so nothing is read after it but the arguments
  exec "$@"
fi
mark=$1 deadline=$2 cap=$3 cwd=$4
shift 4
identify "$$" >"$dir/pid.$mark" || exit 1
exec 3<"$dir/stdin.$mark"
ln "$dir/pid.$mark" "$dir/pid" 2>/dev/null || { rm -f -- "$dir"/*".$mark"; exit 0; }
rm -f -- "$dir/pid.$mark" "$dir/stdin.$mark"
finish() {
  rm -f -- "$dir/pipe" "$dir"/*".$mark"
  printf '%s %s\\n' "$1" "$2" >"$dir/status.new"
  mv -f -- "$dir/status.new" "$dir/status"
  exit 0
}
sink() {
  size=0
  while [ "$size" -lt "$cap" ]; do
    dd bs=65536 count=64 2>/dev/null >>"$dir/out"
    before=$size
    size=$(wc -c <"$dir/out")
    [ "$size" -gt "$before" ] || break
  done
  wc -c >"$dir/dropped"
  : >"$dir/drained"
}
: >"$dir/out"
mkfifo "$dir/pipe" || finish exit 125
# Opening one end of a pipe waits for the other. Each child has both until it has opened its own: a supervisor that is
# killed between the two must not leave one that waits for ever.
exec 4<>"$dir/pipe"
{ exec <"$dir/pipe" 3<&- 4<&-; sink; } & # not as redirections of the function: a shell keeps a copy of what those replace
setsid sh "$0" command "$dir" "$mark" "$cwd" "$@" <&3 3<&- >"$dir/pipe" 2>&1 4<&- &
command=$!
exec 3<&- 4<&-
setsid sh "$0" watch "$dir" "$deadline" </dev/null >/dev/null 2>&1 &
watch=$!
wait "$command"
code=$?
kill_group KILL "$watch"
tries=50
while [ ! -e "$dir/drained" ] && [ "$tries" -gt 0 ]; do pause 0.1; tries=$((tries - 1)); done
stop_group KILL
[ ! -e "$dir/late" ] || finish late "$code"
[ ! -e "$dir/cancel" ] || finish killed "$code"
finish exit "$code"
`;

/**
 * Arguments: `<base> <name> <mark> <stdin bytes> <deadline> <cap> <cwd> argv…`; standard input is the supervisor, the
 * mark, the environment, the mark, and the command's own input. Returns when the job is claimed, by this start or
 * another.
 */
export const START = `
set -eu
umask 077
${IDENTITY}
dir=$(base_of "$1")/$2 mark=$3 bytes=$4
shift 4
mkdir -p -- "$dir"
[ ! -e "$dir/pid" ] || exit 0
section() {
  while IFS= read -r line; do
    [ "$line" != "$mark" ] || return 0
    printf '%s\\n' "$line"
  done
  return 1
}
section >"$dir/supervisor.$mark"
section >"$dir/env.$mark"
cat >"$dir/stdin.$mark"
[ "$(wc -c <"$dir/stdin.$mark")" -eq "$bytes" ] || { echo "the input did not arrive whole" >&2; exit 1; }
setsid sh "$dir/supervisor.$mark" run "$dir" "$mark" "$@" </dev/null >/dev/null 2>&1 &
tries=200
while [ ! -e "$dir/pid" ]; do
  [ "$tries" -gt 0 ] || { echo "the supervisor did not start" >&2; exit 1; }
  pause 0.05
  tries=$((tries - 1))
done
`;

/**
 * Arguments: `<base> <name> <offset> <ticks> <bytes>`. Prints output from the offset on stdout; when the job has
 * ended, or ticks or bytes are used up, one line on stderr: `gantry-job running|missing|gone|rebooted` or `gantry-job
 * ended <how> <code> <dropped bytes>`.
 */
export const FOLLOW = `
${IDENTITY}
dir=$(base_of "$1")/$2 offset=$3 ticks=$4 room=$5
say() { printf 'gantry-job %s\\n' "$*" >&2; exit 0; }
[ -e "$dir/pid" ] || say missing
while :; do
  state=running
  is_recorded "$dir/pid" || state=gone
  [ ! -e "$dir/status" ] || state=ended
  size=$({ wc -c <"$dir/out"; } 2>/dev/null) || size=0
  count=$((size - offset))
  if [ "$count" -gt 0 ]; then
    [ "$count" -le "$room" ] || count=$room
    tail -c "+$((offset + 1))" "$dir/out" | head -c "$count"
    offset=$((offset + count)) room=$((room - count))
    [ "$room" -gt 0 ] || say running
  fi
  case $state in
    ended) say ended "$(cat "$dir/status")" "$(cat "$dir/dropped" 2>/dev/null || echo 0)" ;;
    gone)
      read -r pid start at <"$dir/pid"
      [ "$at" = "$boot" ] || say rebooted
      stop_group KILL
      say gone ;;
  esac
  ticks=$((ticks - 1))
  [ "$ticks" -gt 0 ] || say running
  pause 0.2
done
`;

/** Arguments: `<base> <name> <grace seconds>`. Asks the job to stop, then forces it. */
export const KILL = `
umask 077
${IDENTITY}
dir=$(base_of "$1")/$2 left=$(($3 * 10))
[ -d "$dir" ] && [ ! -e "$dir/status" ] || exit 0
: >"$dir/cancel"
stop_group TERM
while [ ! -e "$dir/status" ] && is_recorded "$dir/pid" && [ "$left" -gt 0 ]; do pause 0.1; left=$((left - 1)); done
stop_group KILL
left=80
while [ ! -e "$dir/status" ] && is_recorded "$dir/pid" && [ "$left" -gt 0 ]; do pause 0.1; left=$((left - 1)); done
`;

/** Arguments: `<base> <name>`. */
export const REMOVE = `
${IDENTITY}
rm -rf -- "$(base_of "$1")/$2"
`;

/** Arguments: `<name>`. Succeeds when the user's own folder has this job. */
export const IS_OWN = `
${IDENTITY}
[ -d "$(base_of "")/$1" ]
`;
