import type { ArchiveFile } from '../../domain/volume-backup';
import type { CommandTemplate } from '../plan/text';

/**
 * Arguments: `<volume|folder> <place>`. Sets `place` to the path of the data. Docker's filter takes names of volumes
 * as patterns.
 */
const findPlace = `kind=$1 place=$2
if [ "$kind" = volume ]; then
  docker volume ls --quiet --filter "name=^$place$" | grep -qxF -- "$place" ||
    { echo "There is no volume $place yet. Deploy first." >&2; exit 1; }
  place=$(docker volume inspect --format '{{.Mountpoint}}' "$place")
fi
[ -d "$place" ] || { echo "There is no folder $place yet. Deploy first." >&2; exit 1; }`;

/** `tar` exits with 1 if a file changed while it was read; that is accepted, unless nothing should write. */
const write = `${findPlace}
file=$3 still=$4
umask 077
mkdir -p -- "\${file%/*}"
part=$file.part
rm -f -- "$part.failed"
{ tar --create --file=- --numeric-owner --directory="$place" . || echo $? >"$part.failed"; } | gzip -c >"$part"
if [ -e "$part.failed" ]; then
  read -r status <"$part.failed"
  rm -f -- "$part.failed"
  if [ "$status" != 1 ] || [ "$still" = true ]; then rm -f -- "$part"; exit "$status"; fi
  echo 'Files changed while they were read. Stop the resource during backups to get a consistent copy.'
fi
mv -f -- "$part" "$file"`;

const check = `file=$1
[ -s "$file" ] || { echo "There is no archive in $file." >&2; exit 1; }
gzip -t -- "$file"
gzip -dc -- "$file" | tar --list --file=- >/dev/null`;

/** Removes the current data first: the archive is complete. */
const read = `${findPlace}
find "$place" -mindepth 1 -delete
gzip -dc -- "$3" | tar --extract --file=- --numeric-owner --preserve-permissions --directory="$place"`;

/** @param isStill nothing writes to the data meanwhile */
export function writeArchive(of: ArchiveFile, isStill: boolean, deadlineMs: number): CommandTemplate {
  return script(write, [...argumentsOf(of), String(isStill)], deadlineMs);
}

export function checkArchive({ file }: ArchiveFile, deadlineMs: number): CommandTemplate {
  return script(check, [file], deadlineMs);
}

export function readArchive(of: ArchiveFile, deadlineMs: number): CommandTemplate {
  return script(read, argumentsOf(of), deadlineMs);
}

function argumentsOf({ place, file }: ArchiveFile): string[] {
  return [place.kind, place.kind === 'volume' ? place.name : place.path, file];
}

function script(text: string, values: readonly string[], deadlineMs: number): CommandTemplate {
  return { argv: ['sh', '-ec', text, 'gantry-archive', ...values], deadlineMs };
}
