import { Secret } from '../../domain/secret';
import type { CommandTemplate } from '../plan/text';
import type { Parts } from './upload';

/**
 * Arguments: `<file> <bytes of a part> <bytes of the file>`; URLs of the parts, one per line, in GANTRY_S3_URLS. A URL
 * reaches curl through a file descriptor, so that no process list shows it. A part is tried three times.
 */
const send = `file=$1 size=$2 total=$3
[ -s "$file" ] || { echo "There is no file $file." >&2; exit 1; }
part=0
printf '%s\\n' "$GANTRY_S3_URLS" | while IFS= read -r url; do
  start=$((part * size))
  bytes=$((total - start))
  [ "$bytes" -le "$size" ] || bytes=$size
  part=$((part + 1))
  try=1
  until tail -c "+$((start + 1))" -- "$file" | head -c "$bytes" | curl --config /dev/fd/3 --silent --show-error --fail \\
    --request PUT --upload-file - --header "Content-Length: $bytes" --header 'Transfer-Encoding:' \\
    --header 'Expect:' --output /dev/null 3<<END
url = "$url"
END
  do
    [ "$try" -lt 3 ] || { echo "Part $part could not be sent." >&2; exit 1; }
    try=$((try + 1))
    sleep 5
  done
  echo "Sent part $part, $bytes bytes."
done`;

/** Arguments: `<file>`; the URL in GANTRY_S3_URLS. The file is complete or absent. */
const fetch = `umask 077
file=$1
mkdir -p -- "\${file%/*}"
curl --config /dev/fd/3 --silent --show-error --fail --retry 2 --output "$file.part" 3<<END
url = "$GANTRY_S3_URLS"
END
mv -f -- "$file.part" "$file"`;

interface SentFile {
  /** Absolute path on the server. */
  file: string;
  bytes: number;
  parts: Parts;
}

export function sendFile(
  { file, bytes, parts }: SentFile,
  addresses: readonly Secret[],
  deadlineMs: number,
): CommandTemplate {
  return {
    argv: ['sh', '-ec', send, 'gantry-send', file, String(parts.bytes), String(bytes)],
    env: { GANTRY_S3_URLS: new Secret(addresses.map((each) => each.reveal()).join('\n')) },
    deadlineMs,
  };
}

export function fetchFile(file: string, address: Secret, deadlineMs: number): CommandTemplate {
  return {
    argv: ['sh', '-ec', fetch, 'gantry-fetch', file],
    env: { GANTRY_S3_URLS: address },
    deadlineMs,
  };
}
