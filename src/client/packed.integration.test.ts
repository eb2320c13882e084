// The packed client in a separate project, against a running Gantry (clients contract C2.2).
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientBuild, ensureBuilt } from '../../scripts/build.mjs';
import { ensureRuntimes } from '../../scripts/runtimes.mjs';
import { type MachineTest, startMachineTest } from '../services/applications/machine.testing';
import type { DockerApi } from '../transport/docker/api';
import { createClient } from './client';
import { commonJsSource, consumerSettings, consumerSource } from './consumer.testing';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');

const healthCheck = { health_check_enabled: true, health_check_type: 'cmd', health_check_command: 'true' };

let test: MachineTest;
let folder: string;
let token: string;
let working: Promise<void>;
const ended = new AbortController();

beforeAll(async () => {
  test = await startMachineTest();
  await test.setServer({ state: 'usable', hostKey: 'AAAA' });
  // Without a proxy nothing is drained. Containers with their own health check are healthy at once.
  await test.server.database.unscoped.server.updateMany({ data: { proxyKind: 'none' } });
  test.host.docker.onStart = (container) => {
    container.health = 'healthy';
  };
  test.host.docker.addImage('nginx:latest');
  token = await test.server.key(['root']);
  folder = await mkdtemp(join(tmpdir(), 'gantry-consumer-'));
  working = test.keepWorking(ended.signal);
  await ensureBuilt(clientBuild);
}, 900_000);

afterAll(async () => {
  ended.abort();
  await working;
  await test?.server.stop();
  await rm(folder, { recursive: true, force: true });
});

function logOf(lines: readonly string[]): void {
  const docker: DockerApi = test.host.docker;
  docker.followLogs = async (_, { since, onLine, signal }) => {
    for (const [at, text] of lines.entries()) {
      const timestamp = `2026-01-01T00:00:0${at}.000000000Z`;
      if (since === undefined || timestamp >= since) onLine({ stream: 'stdout', timestamp, text });
    }
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
  };
}

describe('the packed client', () => {
  it('holds nothing of the server, needs no other package, and serves a project of its own', async () => {
    const packed = await run('npm', ['pack', '--silent', '--pack-destination', folder], {
      cwd: join(root, 'dist-client'),
    });
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(consumerSettings));
    await writeFile(join(folder, 'main.ts'), consumerSource);
    await writeFile(join(folder, 'common.cts'), commonJsSource);
    await run(
      'npm',
      ['install', '--offline', '--no-audit', '--no-fund', join(folder, packed.stdout.trim())],
      {
        cwd: folder,
      },
    );
    expect((await readdir(join(folder, 'node_modules'))).filter((name) => !name.startsWith('.'))).toEqual([
      'gantry',
    ]);
    const installed = join(folder, 'node_modules', 'gantry');
    for (const entry of await readdir(installed, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const text = await readFile(join(entry.parentPath, entry.name), 'utf8');
      if (entry.name.includes('.d.')) expect(text.length).toBeLessThan(1_200_000);
      expect(text, entry.name).not.toMatch(/@prisma|dockerode|from ["']@trpc/);
    }
    await symlink(join(root, 'node_modules', '@types'), join(folder, 'node_modules', '@types'));
    await run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc')], {
      cwd: folder,
    }).catch(({ stdout }: { stdout: string }) => expect(stdout).toBe(''));
    const common = await run(process.execPath, ['built/common.cjs'], { cwd: folder });
    expect(common.stdout.trim()).toBe('function function function');

    // The package includes the command line, which needs nothing else either.
    const env = { ...process.env, GANTRY_URL: test.server.url, GANTRY_TOKEN: token };
    const program = join(folder, 'node_modules', '.bin', 'gantry');
    const listed = await run(program, ['projects', 'list', '--json', 'name'], { cwd: folder, env });
    expect(JSON.parse(listed.stdout)).toEqual([{ name: 'Project' }]);

    logOf(['starting', 'listening']);
    const own = { name: 'this Node', argv: [process.execPath] };
    for (const { name, argv } of [own, ...(await ensureRuntimes())]) {
      const [program = '', ...options] = argv;
      const call = [
        'built/main.js',
        test.server.url,
        token,
        JSON.stringify({ ...test.place, ...healthCheck }),
      ];
      const { stdout } = await run(program, [...options, ...call], { cwd: folder });
      expect(JSON.parse(stdout), name).toEqual({
        status: 'finished',
        lines: ['starting', 'listening'],
        name: false,
        code: 'not_found',
        exit: 3,
        hasRequestId: true,
      });
    }
  }, 600_000);
});

describe('a subscription', () => {
  it('goes on after the last event when its connection is lost', async () => {
    const uuid = await test.addApplication();
    await test.addContainer('web', uuid);
    const log = ['one', 'two'];
    logOf(log);
    const addresses: string[] = [];
    const cutting = async (address: string | URL | Request, init?: RequestInit) => {
      addresses.push(String(address));
      if (addresses.length === 2) log.push('three');
      const response = await fetch(address, init);
      return addresses.length === 1 ? brokenAfter('two', response) : response;
    };
    const client = createClient({ url: test.server.url, token, fetch: cutting });
    const seen: string[] = [];

    for await (const { data } of client.application.followLogs.subscribe({ uuid })) {
      seen.push(data.text);
      if (data.text === 'three') break;
    }
    expect(seen).toEqual(['one', 'two', 'three']);
    expect(addresses).toHaveLength(2);
    expect(addresses[1]).toContain('lastEventId');
  });

  it('ends with the refusal, and is not asked for again', async () => {
    let calls = 0;
    const counting: typeof fetch = (...args) => {
      calls++;
      return fetch(...args);
    };
    const client = createClient({ url: test.server.url, token, fetch: counting });
    const events = client.application.followLogs.subscribe({ uuid: 'nothere' })[Symbol.asyncIterator]();
    await expect(events.next()).rejects.toMatchObject({
      code: 'not_found',
      requestId: expect.any(String),
    });
    expect(calls).toBe(1);
    const stranger = createClient({ url: test.server.url, token: 'gantry_wrong' });
    await expect(stranger.live.changes.subscribe()[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });

  it('ends with its signal', async () => {
    const client = createClient({ url: test.server.url, token });
    const reason = new Error('enough');
    const leave = new AbortController();
    const events = client.live.changes.subscribe({}, { signal: leave.signal })[Symbol.asyncIterator]();
    const next = events.next();
    leave.abort(reason);
    await expect(next).rejects.toBe(reason);
  });
});

describe('a call', () => {
  it('fails with a code, also when no Gantry answers', async () => {
    const nowhere = createClient({ url: 'http://127.0.0.1:1', token });
    await expect(nowhere.project.list.query()).rejects.toMatchObject({ code: 'no_connection', status: null });
    const client = createClient({ url: test.server.url, token });
    await expect(client.project.create.mutate({ name: '' })).rejects.toMatchObject({
      code: 'validation_failed',
      fields: { name: expect.any(Array) },
    });
  });
});

/** Build a response that breaks off once it has delivered a text. */
function brokenAfter(text: string, { status, headers, body }: Response): Response {
  let seen = '';
  const breaking = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      controller.enqueue(chunk);
      seen += new TextDecoder().decode(chunk);
      if (seen.includes(text)) controller.terminate();
    },
  });
  return new Response(body?.pipeThrough(breaking), { status, headers });
}
