/**
 * `npm run bench:logs`: how long a line that a container writes takes to a reader of its log, beside
 * `docker logs --follow` over plain `ssh`, in one run. The clock runs from the request that makes the container write.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startLabServer, webOn8080 } from './lab-server';

const lines = 300;
const everyMs = 50;
const host = 'logs.example.test';

/** Answers at once and writes what the query says to the container's log. */
const dockerfile = `FROM gantry-test/web:1
RUN printf '#!/bin/sh\\necho "$QUERY_STRING" > /proc/1/fd/1\\nprintf "Content-Type: text/plain\\\\r\\\\n\\\\r\\\\n"\\n' > /www/cgi-bin/say && chmod +x /www/cgi-bin/say
`;

/** When each line was seen, by its text. */
class Sightings {
  readonly times = new Map<string, number>();

  /** Text as it arrives, in pieces. */
  read(chunk: Buffer | Uint8Array): void {
    const now = performance.now();
    for (const [line] of Buffer.from(chunk)
      .toString()
      .matchAll(/bench-line-\d+-end/g))
      if (!this.times.has(line)) this.times.set(line, now);
  }
}

/** By its domain, through the proxy. (`fetch` would send the address as the host.) */
function say(address: string, line: string): Promise<void> {
  return new Promise((done, fail) => {
    const options = { host: address, path: `/cgi-bin/say?${line}`, headers: { host } };
    const request = http.get(options, (answer) => {
      answer.resume();
      answer.once('end', done);
      if (answer.statusCode !== 200) fail(new Error(`The application answered ${answer.statusCode}.`));
    });
    request.once('error', fail);
  });
}

const quantile = (sorted: number[], share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;

function report(who: string, said: Map<string, number>, { times }: Sightings): void {
  const late = [...said].map(([line, at]) => (times.get(line) ?? Number.NaN) - at);
  const lost = late.filter(Number.isNaN).length;
  const sorted = late.filter((ms) => !Number.isNaN(ms)).sort((a, b) => a - b);
  const [p50, p99] = [quantile(sorted, 0.5), quantile(sorted, 0.99)];
  console.info(`${who.padEnd(24)} p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, lost ${lost}`);
}

const { machine, lab, gantry, ...bench } = await startLabServer();
const folder = mkdtempSync(join(tmpdir(), 'gantry-bench-key-'));
const ended = new AbortController();
try {
  const application = await bench.application('dockerfile', {
    dockerfile: Buffer.from(dockerfile).toString('base64'),
    ...webOn8080,
    domains: `http://${host}`,
  });
  const status = await bench.deploy(application);
  if (status !== 'finished') throw new Error(`The deployment ended as ${status}.`);

  const key = join(folder, 'key');
  writeFileSync(key, lab.clientKey.privatePem, { mode: 0o600 });
  const [plain, ours] = [new Sightings(), new Sightings()];
  const options = ['-o', 'StrictHostKeyChecking=no', '-o', `UserKnownHostsFile=${join(folder, 'known')}`];
  const login = ['-i', key, '-p', String(machine.sshPort), ...options, `${machine.user}@${machine.ip}`];
  const container = `docker ps --quiet --filter label=gantry.resource=${application}`;
  const ssh = spawn('ssh', [...login, `docker logs --follow $(${container})`], { signal: ended.signal });
  ssh.once('error', () => undefined); // ended by the signal
  ssh.stdout.on('data', (chunk: Buffer) => plain.read(chunk));

  const stream = await fetch(`${gantry.url}/api/v1/applications/${application}/logs/follow`, {
    headers: { authorization: `Bearer ${gantry.token}`, accept: 'text/event-stream' },
    signal: ended.signal,
  });
  if (!stream.ok || !stream.body) throw new Error(`Following the log answered ${stream.status}.`);
  const reader = stream.body.getReader();
  const reading = (async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) ours.read(part.value);
  })().catch((error: Error) => {
    if (!ended.signal.aborted) throw error;
  });
  await sleep(2_000); // both follow

  const said = new Map<string, number>();
  for (let n = 0; n < lines; n++) {
    const line = `bench-line-${n}-end`;
    said.set(line, performance.now());
    await say(machine.ip, line);
    await sleep(everyMs);
  }
  await sleep(2_000); // the last ones arrive
  console.info(`${lines} lines, one after the other, ${everyMs} ms between`);
  report('gantry, event stream', said, ours);
  report('ssh and docker logs', said, plain);
  ended.abort();
  await reading;
} finally {
  ended.abort();
  rmSync(folder, { recursive: true, force: true });
  await bench.stop();
}
