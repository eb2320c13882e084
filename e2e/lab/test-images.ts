// Small images whose behaviour tests need: `gantry-test/<name>:<tag>`.

import { layTexts } from '../../scripts/images/root-files.mjs';
import { digestOf, type ImageConfig, layersOf, packed } from '../../scripts/images.mjs';

// Process 1 gets no default signal handling, so the script must end itself when it is told to stop.
const start = `#!/bin/sh
trap 'echo "stopping"; kill $server 2>/dev/null; exit 0' TERM INT
echo "version $VERSION starting"
sleep "\${START_DELAY:-0}" & wait $!
echo "version $VERSION" > /www/index.html
httpd -f -p "\${PORT:-8080}" -h /www & server=$!
echo "version $VERSION listening on \${PORT:-8080}"
wait $server
`;

const environ = `#!/bin/sh
printf 'Content-Type: application/octet-stream\\r\\n\\r\\n'
cat /proc/1/environ
`;

const slow = `#!/bin/sh
sleep "\${QUERY_STRING:-3}"
printf 'Content-Type: text/plain\\r\\n\\r\\nslow answer of version %s\\n' "$VERSION"
`;

const crash = `#!/bin/sh
echo "about to crash"
echo "the reason of the crash" >&2
exit 3
`;

const streams = `#!/bin/sh
trap 'kill $server 2>/dev/null; exit 0' TERM INT
nc -ll -p 8080 -e /stream & server=$!
wait $server
`;

// One connection. The line ends are CR LF, and the first line without a header is an empty one.
const stream = `#!/bin/sh
read -r method path protocol
upgrade=
while read -r header && [ "\${#header}" -gt 1 ]; do
  case $header in [Uu]pgrade:*) upgrade=yes ;; esac
done
if [ "$upgrade" ]; then
  printf 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'
  while printf '\\201\\001.'; do sleep 1; done
elif [ "$path" = /events ]; then
  printf 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n'
  while printf 'data: .\n\n'; do sleep 1; done
else
  printf 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n'
fi
`;

const files = {
  'start+x': start,
  'crash+x': crash,
  'streams+x': streams,
  'stream+x': stream,
  /** The environment of process 1 byte for byte, values separated by NUL. */
  'www/cgi-bin/environ+x': environ,
  /** Answers after as many seconds as the query says. */
  'www/cgi-bin/slow+x': slow,
};

const path = 'PATH=/usr/sbin:/usr/bin:/sbin:/bin';
const port = { '8080/tcp': {} };
const second = 1_000_000_000;
const web = (version: string, more: Partial<ImageConfig> = {}): ImageConfig => ({
  Env: [path, `VERSION=${version}`],
  Cmd: ['/start'],
  ExposedPorts: port,
  ...more,
});
const check = (...test: string[]) => ({
  Healthcheck: { Test: ['CMD', ...test], Interval: second, Timeout: second, Retries: 3 },
});

const images: Record<string, ImageConfig> = {
  /** Answers `version 1` at once; no health check of its own. */
  'gantry-test/web:1': web('1'),
  'gantry-test/web:2': web('2'),
  'gantry-test/healthy:1': web('healthy', check('wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:8080/')),
  /** Listens 15 seconds after its start. */
  'gantry-test/slow:1': web('slow', { Env: [path, 'VERSION=slow', 'START_DELAY=15'] }),
  /** Runs and listens, and its health check never passes. */
  'gantry-test/unhealthy:1': web('unhealthy', check('false')),
  /** Runs and never listens. */
  'gantry-test/deaf:1': web('deaf', { Env: [path, 'VERSION=deaf', 'START_DELAY=100000'] }),
  /** Keeps WebSockets and event streams (`/events`) open, with a message each second. */
  'gantry-test/streams:1': web('streams', { Cmd: ['/streams'] }),
  /** Says why on stderr and exits with 3. */
  'gantry-test/crash:1': web('crash', { Cmd: ['/crash'] }),
};

export async function testImageArchives(): Promise<string[]> {
  const base = await layersOf('busybox:stable');
  const layer = { key: digestOf(Object.values(files)), lay: (root: string) => layTexts(root, files) };
  return Promise.all(Object.entries(images).map(([name, config]) => packed(name, [...base, layer], config)));
}
