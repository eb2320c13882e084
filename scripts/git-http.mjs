// A smart HTTP Git server: `git http-backend` behind node:http. Run: node git-http.mjs FOLDER HOST PORT
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

/** Serve the repositories below `folder` that carry `git-daemon-export-ok`, read-only. */
export function serveGit(folder, host, port) {
  const server = createServer((request, response) => answer(folder, request, response));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

function answer(folder, request, response) {
  const url = new URL(request.url, 'http://git');
  if (/%(?![0-9a-f]{2})/i.test(url.pathname)) {
    response.writeHead(400).end();
    return;
  }
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: folder,
      GIT_PROTOCOL: request.headers['git-protocol'] ?? '',
      // The owner of the folder decides what is served; the backend may run as another user.
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      REMOTE_ADDR: request.socket.remoteAddress ?? '',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // The backend may answer before it has read the whole request.
  backend.stdin.on('error', () => undefined);
  request.pipe(backend.stdin);
  response.on('close', () => backend.kill());
  backend.on('error', (error) => response.writeHead(500).end(`${error.message}\n`));
  passOn(backend.stdout, response);
}

/** Turn a CGI answer (header lines, an empty line, the body) into an HTTP one. */
function passOn(output, response) {
  let head = Buffer.alloc(0);
  const readHead = (chunk) => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    output.off('data', readHead);
    const lines = head.subarray(0, end).toString().split('\r\n');
    const headers = lines.map((line) => [
      line.slice(0, line.indexOf(':')),
      line.slice(line.indexOf(':') + 1).trim(),
    ]);
    const status = headers.find(([name]) => name === 'Status')?.[1] ?? '200';
    response.writeHead(Number.parseInt(status, 10), headers.filter(([name]) => name !== 'Status').flat());
    response.write(head.subarray(end + 4));
    output.pipe(response);
  };
  output.on('data', readHead);
  output.on('end', () => response.end());
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder, host, port] = process.argv.slice(2);
  await serveGit(folder, host, Number(port));
}
