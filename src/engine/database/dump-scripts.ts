import type { Dump } from '../../domain/database/dump';
import type { ContainerCommand } from '../../domain/workload/container-command';
import type { CommandTemplate } from '../plan/text';

/** A dump file on the server, written and read by programs in a container. */
export interface DumpFile {
  container: string;
  dump: Dump;
  /** Absolute path on the server. */
  file: string;
}

/** Arguments: `<file> <plain> <arguments of docker exec>…`. The file is complete or absent. */
const write = `umask 077
file=$1 plain=$2
shift 2
mkdir -p -- "\${file%/*}"
part=$file.part
rm -f -- "$part.failed"
if [ "$plain" = true ]; then
  { docker exec "$@" || echo $? >"$part.failed"; } | gzip -c >"$part"
else
  docker exec "$@" >"$part" || echo $? >"$part.failed"
fi
if [ -e "$part.failed" ]; then
  read -r status <"$part.failed"
  rm -f -- "$part" "$part.failed"
  exit "$status"
fi
[ -s "$part" ] || { echo 'The dump is empty.' >&2; exit 1; }
mv -f -- "$part" "$file"`;

/** Arguments: `<file> <plain> <arguments of docker exec>…`. */
const read = `file=$1 plain=$2
shift 2
[ -s "$file" ] || { echo "There is no dump in $file." >&2; exit 1; }
if [ "$plain" = true ]; then
  gzip -t -- "$file" || exit
  gzip -dc -- "$file" | docker exec --interactive "$@"
else
  docker exec --interactive "$@" <"$file"
fi`;

/** Arguments: `<from volume> <to volume>`. Copies all content unchanged. */
const copyVolume = `found=$(docker volume ls --quiet --filter "name=^$1$")
[ -n "$found" ] || { echo "There is no volume $1 yet."; exit 0; }
from=$(docker volume inspect --format '{{.Mountpoint}}' "$1")
to=$(docker volume inspect --format '{{.Mountpoint}}' "$2")
cp -a -- "$from/." "$to/"`;

export function writeDump(of: DumpFile, deadlineMs: number): CommandTemplate {
  return template(write, of, of.dump.write, deadlineMs);
}

export function checkDump(of: DumpFile, deadlineMs: number): CommandTemplate {
  return template(read, of, of.dump.check, deadlineMs);
}

export function readDump(of: DumpFile, deadlineMs: number): CommandTemplate {
  return template(read, of, of.dump.read, deadlineMs);
}

export function copyVolumeCommand(from: string, to: string, deadlineMs: number): CommandTemplate {
  return { argv: ['sh', '-ec', copyVolume, 'gantry-copy', from, to], deadlineMs };
}

/**
 * Make the command of a script. Variables reach the container through the environment of `docker exec`, which only
 * names their keys.
 */
function template(
  script: string,
  { container, dump, file }: DumpFile,
  { argv, env }: ContainerCommand,
  deadlineMs: number,
): CommandTemplate {
  const keys = Object.keys(env).map((key) => `--env=${key}`);
  return {
    argv: ['sh', '-c', script, 'gantry-dump', file, String(dump.isPlain), ...keys, container, ...argv],
    env,
    deadlineMs,
  };
}
