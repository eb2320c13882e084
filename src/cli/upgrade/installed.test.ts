import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { parseUpgrade } from './command';
import { systemdService, waitUntilReady } from './systemd-service';
import { versionFolder } from './version-folder';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gantry-installed-'));
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(folder, { recursive: true }));

/** Create a program that records how it is called, and exits with a code. */
function program(name: string, code = 0): { path: string; calls: () => string[] } {
  const path = join(folder, name);
  const log = `${path}.log`;
  writeFileSync(log, '');
  writeFileSync(
    path,
    `#!/bin/sh\necho "$GANTRY_FOLDER $*" >> ${log}\necho "${name} says no" >&2\nexit ${code}\n`,
  );
  chmodSync(path, 0o755);
  return { path, calls: () => readFileSync(log, 'utf8').trim().split('\n') };
}

function versionIn(name: string, version: string): string {
  const path = join(folder, name);
  for (const part of [
    'dist',
    '.next',
    'node_modules',
    'prisma/migrations/1_first',
    'prisma/migrations/2_second',
  ])
    mkdirSync(join(path, part), { recursive: true });
  for (const file of [
    'dist/main.js',
    'dist/cli.js',
    '.next/BUILD_ID',
    'prisma/migrations/migration_lock.toml',
  ])
    writeFileSync(join(path, file), '');
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name: 'gantry', version }));
  return path;
}

const backup = { file: '/b.age', passphraseFile: '/b.key' };

it('runs the commands of the version in a folder by the installed program', async () => {
  const gantry = program('gantry');
  const path = versionIn('one', '1.2.3');
  const version = versionFolder({ folder: path, program: gantry.path, backup });
  expect(version.version).toBe('1.2.3');
  expect(await version.migrations()).toEqual(['1_first', '2_second']);
  await version.backUp();
  await version.migrate();
  await version.restore();
  expect(gantry.calls()).toEqual([
    `${path} backup --out /b.age --passphrase-file /b.key`,
    `${path} migrate`,
    `${path} restore --in /b.age --passphrase-file /b.key --force --recreate`,
  ]);
});

it('refuses a folder that is not one of Gantry, or not built, and says why a command failed', async () => {
  const gantry = program('failing', 3);
  const path = versionIn('two', '1.0.0');
  const version = versionFolder({ folder: path, program: gantry.path, backup });
  await expect(version.migrate()).rejects.toThrow(/failing migrate ended with 3\. failing says no/);
  rmSync(join(path, '.next', 'BUILD_ID'));
  await expect(version.migrations()).rejects.toThrow('has no .next/BUILD_ID');
  expect(() => versionFolder({ folder, program: gantry.path, backup })).toThrow('is not a Gantry folder');
  expect(() => parseUpgrade([])).toThrow('--to FOLDER is missing');
  expect(() => parseUpgrade(['--from', 'x'])).toThrow('--from');
  expect(parseUpgrade(['--to', '/srv/gantry'])).toBe('/srv/gantry');
});

it('asks systemd for the unit, and lets the link lead to a version', async () => {
  const systemctl = program('systemctl');
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
  const [present, next] = ['three', 'four'].map((name) => versionIn(name, '1.0.0'));
  const link = join(folder, 'current');
  symlinkSync(present!, link);
  const service = systemdService({
    unit: 'gantry.service',
    link,
    folderOf: () => next!,
    readyUrl: 'http://127.0.0.1:1/api/ready',
  });
  await service.stop();
  await service.use(versionFolder({ folder: next!, program: systemctl.path, backup }));
  await service.start();
  expect(readlinkSync(link)).toBe(next);
  expect(systemctl.calls().map((line) => line.trim())).toEqual([
    'stop gantry.service',
    'start gantry.service',
  ]);
});

it('waits until the version itself answers that it is ready', async () => {
  const answers = [
    [200, '1.0.0'],
    [503, '1.1.0'],
    [200, '1.1.0'],
  ] as const;
  let asked = 0;
  const server = createServer((_, response) => {
    const [status, version] = answers[Math.min(asked++, answers.length - 1)]!;
    response.writeHead(status, { 'x-gantry-version': version }).end('migrating');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/ready`; // it listens on a port
  await waitUntilReady(url, '1.1.0');
  expect(asked).toBe(3);
  await expect(waitUntilReady(url, '2.0.0', 0)).rejects.toThrow('the running version is 1.1.0');
  await new Promise((resolve) => server.close(resolve));
  await expect(waitUntilReady(url, '1.1.0', 0)).rejects.toThrow('is not ready');
});
