// What can be read of the installation without a machine: its script, its unit, the image and the compose file (clients
// contract C6.1). e2e/install.e2e.test.ts runs the script.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { operatorCommands } from './cli/operator-commands';
import { readEnv } from './lib/env';

const root = join(fileURLToPath(import.meta.url), '..', '..');
const textOf = (name: string) => readFileSync(join(root, name), 'utf8');

let folder: string;
/** A folder of Gantry that looks built. */
let source: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gantry-packaging-'));
  source = join(folder, 'source');
  const files = [
    'dist/main.js',
    'dist/cli.js',
    '.next/BUILD_ID',
    'node_modules/one/index.js',
    'node_modules/one/node_modules/nested/index.js',
    'node_modules/@scope/tool/program.js',
    'node_modules/.package-lock.json',
    'prisma/migrations/one/migration.sql',
    'public/icon.svg',
    'docs/install.md',
    'next.config.ts',
    'prisma.config.ts',
  ];
  for (const file of files) {
    mkdirSync(dirname(join(source, file)), { recursive: true });
    writeFileSync(join(source, file), file);
  }
  writeFileSync(join(source, 'package.json'), '{\n  "name": "gantry",\n  "version": "9.8.7",\n  "x": 1\n}\n');
  const packages = {
    '': { name: 'gantry' },
    'node_modules/one': { version: '1.0.0' },
    'node_modules/one/node_modules/nested': { version: '1.0.0' },
    'node_modules/@scope/tool': { version: '1.0.0', dev: true },
    'node_modules/of-another-system': { version: '1.0.0', dev: true, optional: true },
  };
  writeFileSync(join(source, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
  mkdirSync(join(source, 'node_modules/.bin'));
  symlinkSync('../one/index.js', join(source, 'node_modules/.bin/one'));
  symlinkSync('../@scope/tool/program.js', join(source, 'node_modules/.bin/tool'));
  for (const script of ['install.sh', 'production-packages.mjs', 'project.mjs', 'steps.mjs'])
    cpSync(join(root, 'scripts', script), join(source, 'scripts', script));
});
afterAll(() => rmSync(folder, { recursive: true }));

const install = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync('sh', [join(source, 'scripts', 'install.sh'), ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};
const url = ['--url', 'https://gantry.example.com'];

describe('scripts/install.sh', () => {
  it('names its version, and refuses what it does not know before it does anything', () => {
    expect(install('--version')).toMatchObject({ status: 0, stdout: '9.8.7\n' });
    for (const args of [
      [],
      ['--url'],
      ['--bogus'],
      ['--url', 'gantry.example.com'],
      ['--url', "https://a.example.com'\nX='"],
      [...url, '--port', '0'],
      [...url, '--port', '70000'],
      [...url, '--port', '1;id'],
    ])
      expect(install('--destdir', join(folder, 'refused'), ...args)).toMatchObject({ status: 2, stdout: '' });
    expect(existsSync(join(folder, 'refused'))).toBe(false);
  });

  it('says in a dry run what it would do, and does nothing', () => {
    const target = join(folder, 'dry');
    const { status, stdout } = install('--dry-run', '--destdir', target, ...url);
    expect(status).toBe(0);
    for (const line of [
      `would run: mv ${target}/opt/gantry/versions/9.8.7.new ${target}/opt/gantry/versions/9.8.7`,
      'would write: /etc/systemd/system/gantry.service (mode 0644)',
      'would write: /etc/gantry/gantry.env (mode 0640)',
      "    GANTRY_URL='https://gantry.example.com'",
      'Create the first owner: https://gantry.example.com/setup?token=',
    ])
      expect(stdout).toContain(line);
    expect(existsSync(target)).toBe(false);
    expect(install('--dry-run', '--uninstall', '--purge').stdout).toContain('would run: userdel gantry\n');
  });

  it('writes an installation that systemd takes, whose settings Gantry and a shell read, and removes it', () => {
    const target = join(folder, 'machine');
    const { status, stdout } = install('--destdir', target, '--port', '3100', ...url);
    expect(status).toBe(0);
    expect(readlinkSync(join(target, 'opt/gantry/current'))).toBe('/opt/gantry/versions/9.8.7');
    expect(readdirSync(join(target, 'opt/gantry/versions/9.8.7')).sort()).toEqual(
      expect.arrayContaining(['.next', 'dist', 'node_modules', 'package.json', 'prisma']),
    );
    const packages = join(target, 'opt/gantry/versions/9.8.7/node_modules');
    expect(readdirSync(packages, { recursive: true }).sort()).toEqual([
      '.bin',
      '.bin/one',
      '@scope',
      'one',
      'one/index.js',
      'one/node_modules',
      'one/node_modules/nested',
      'one/node_modules/nested/index.js',
    ]);
    expect(existsSync(join(source, 'node_modules/@scope/tool/program.js'))).toBe(true);

    const settings = join(target, 'etc/gantry/gantry.env');
    expect(statSync(settings).mode & 0o777).toBe(0o640);
    const lines = execFileSync('env', ['-i', 'sh', '-c', `set -a; . ${settings}; exec env`], {
      encoding: 'utf8',
    });
    const variables = Object.fromEntries(
      lines.split('\n').flatMap((line) => {
        const mark = line.indexOf('=');
        return mark > 0 ? [[line.slice(0, mark), line.slice(mark + 1)]] : [];
      }),
    );
    const env = readEnv({ NODE_ENV: 'production', ...variables });
    expect(env).toMatchObject({
      publicUrl: 'https://gantry.example.com',
      port: 3100,
      dataDir: '/var/lib/gantry',
    });
    expect(stdout).toContain(`/setup?token=${env.setupToken?.reveal()}\n`);

    const unit = readFileSync(join(target, 'etc/systemd/system/gantry.service'), 'utf8');
    expect(unit).toContain(
      `ExecStart=${execFileSync('sh', ['-c', 'command -v node'], { encoding: 'utf8' }).trim()} `,
    );
    expect(unit).toContain('User=gantry\n');

    const program = join(target, 'usr/local/bin/gantry');
    execFileSync('sh', ['-n', program]);
    const known = /^ {2}(token .*)\)$/m.exec(readFileSync(program, 'utf8'))?.[1]?.split(' | ');
    const needing = operatorCommands.map(({ name }) => name).filter((name) => name !== 'convert');
    expect(known?.sort()).toEqual([...needing].sort());

    const once = readFileSync(settings, 'utf8');
    expect(install('--destdir', target, ...url).status).toBe(0);
    expect(readFileSync(settings, 'utf8')).toBe(once);

    expect(install('--destdir', target, '--uninstall').status).toBe(0);
    expect(existsSync(join(target, 'opt/gantry'))).toBe(false);
    expect(existsSync(settings)).toBe(true);
    expect(install('--destdir', target, '--uninstall').status).toBe(1);
  });
});

describe('the image', () => {
  it('runs one process without rights, and is healthy when it is ready', () => {
    const dockerfile = textOf('Dockerfile');
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(last).toContain('\nUSER node\n');
    expect(last).toMatch(/HEALTHCHECK[^\n]*\\\n {2}CMD .*\/api\/ready/);
    expect(last.trimEnd().endsWith('CMD ["node", "dist/main.js"]')).toBe(true);
    const [, variables = ''] = /^ENV (.*)$/m.exec(last) ?? [];
    const given = Object.fromEntries(variables.split(' ').map((each) => each.split('=')));
    expect(readEnv({ ...given, GANTRY_URL: 'https://gantry.example.com' })).toMatchObject({
      host: '0.0.0.0',
      dataDir: '/var/lib/gantry',
    });
  });

  it('copies what is there, and leaves data and secrets of the folder out', () => {
    const copied = Array.from(
      textOf('Dockerfile').matchAll(/^COPY (?!--from)(.*) \S+$/gm),
      ([, names = '']) => names.split(' '),
    ).flat();
    for (const name of copied) expect(existsSync(join(root, name))).toBe(true);
    const allowed = textOf('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'));
    expect(textOf('.dockerignore').startsWith('*\n')).toBe(true);
    for (const line of allowed) expect(existsSync(join(root, line.slice(1)))).toBe(true);
    expect(allowed).not.toContain('!data');
  });
});

it('the compose file says what Gantry needs, and has no password of its own', () => {
  const { services } = parse(textOf('compose.yaml'));
  const asked: string[] = [];
  const resolve = (text: string) =>
    text.replace(/\$\{(\w+)(?::([?-])([^}]*))?\}/g, (_, name: string, kind: string, rest: string) => {
      if (kind === '?') asked.push(name);
      return kind === '?' ? `https://${'a'.repeat(32)}` : kind === '-' ? rest : '';
    });
  const environment = Object.fromEntries(
    Object.entries<string>(services.gantry.environment).map(([name, value]) => [name, resolve(value)]),
  );
  const env = readEnv({ NODE_ENV: 'production', HOST: '0.0.0.0', ...environment });
  expect(env.databaseUrl?.reveal()).toContain('@postgres:5432/gantry');
  expect(new Set(asked)).toEqual(
    new Set(['GANTRY_URL', 'POSTGRES_PASSWORD', 'NEXTAUTH_SECRET', 'GANTRY_SECRET_KEY']),
  );
  expect(services.gantry.depends_on.postgres.condition).toBe('service_healthy');
  expect(services.postgres.environment.POSTGRES_PASSWORD).toMatch(/^\$\{POSTGRES_PASSWORD:\?/);
});
