// Uses real Git on repositories in a folder; addresses are rewritten to it after Gantry has checked them.
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Command, CommandResult } from '../../domain/command';
import { revealText } from '../../domain/secret';
import type { ActionContext } from '../step/context';
import { StepLog } from '../step/step-log';
import { DoubleHost } from '../testing/double-host';
import { MemoryArchive } from '../testing/memory-archive';
import { VirtualClock } from '../testing/virtual-clock';
import { checkLfsServers } from './lfs-servers';
import { fetchSubmodules } from './submodules';

const base = mkdtempSync(join(tmpdir(), 'gantry-submodules-'));
const rewrites = join(base, 'rewrites');
writeFileSync(rewrites, `[url "${base}/repositories/"]\n\tinsteadOf = https://10.0.0.9/\n`);
afterAll(() => rmSync(base, { recursive: true }));

/** Runs Git locally, with only the addresses rewritten. */
class LocalHost extends DoubleHost {
  override run(command: Command): Promise<CommandResult> {
    this.commands.push(command);
    const given = Object.fromEntries(
      Object.entries(command.env ?? {}).map(([key, value]) => [key, revealText(value)]),
    );
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      ...given,
      GIT_CONFIG_GLOBAL: rewrites,
      GIT_ALLOW_PROTOCOL: 'file',
    };
    const [program, ...args] = command.argv;
    return new Promise((resolve) =>
      execFile(program, args, { env }, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), stdout, stderr, droppedBytes: 0 }),
      ),
    );
  }
}

const git = (folder: string, ...args: string[]) =>
  execFileSync(
    'git',
    ['-C', folder, '-c', 'user.name=x', '-c', 'user.email=x@x', '-c', 'protocol.file.allow=always', ...args],
    {
      env: { ...process.env, GIT_CONFIG_GLOBAL: rewrites, GIT_ALLOW_PROTOCOL: 'file' },
    },
  );

/** Create a repository with files and submodules (path → URL), whose commit is that of the repository `of`. */
function repository(
  name: string,
  files: Record<string, string>,
  submodules: Record<string, { url: string; of: string; update?: string }> = {},
): string {
  const folder = join(base, 'repositories', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '--quiet');
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  const sections = Object.entries(submodules).map(
    ([path, { url, update }]) =>
      `[submodule "${path}"]\n\tpath = ${path}\n\turl = "${url}"\n${update ? `\tupdate = ${update}\n` : ''}`,
  );
  if (sections.length > 0) writeFileSync(join(folder, '.gitmodules'), sections.join(''));
  git(folder, 'add', '--all');
  for (const [path, { of }] of Object.entries(submodules)) {
    const head = git(join(base, 'repositories', of), 'rev-parse', 'HEAD')
      .toString()
      .trim();
    git(folder, 'update-index', '--add', '--cacheinfo', `160000,${head},${path}`);
  }
  git(folder, 'commit', '--quiet', '--allow-empty', '--message=x');
  return folder;
}

let host: LocalHost;
const checkout = join(base, 'checkout');
beforeEach(() => {
  host = new LocalHost();
  rmSync(checkout, { recursive: true, force: true });
});

function context(): ActionContext {
  return {
    secrets: [],
    host,
    clock: new VirtualClock(),
    archive: new MemoryArchive(),
    signal: new AbortController().signal,
    facts: {},
    log: new StepLog({ append: async () => undefined }, new VirtualClock(), 'source'),
    jobOffset: () => 0,
  };
}

const access = { folder: checkout, knownHostsFile: join(base, 'known_hosts'), internalHosts: ['10.0.0.9'] };

function fetchInto(name: string) {
  git(base, 'clone', '--quiet', join(base, 'repositories', name), checkout);
  const repositoryUrl = `https://10.0.0.9/${name}`;
  return fetchSubmodules({ kind: 'fetch-submodules', git: access, repository: repositoryUrl }, context());
}

describe('submodules', { timeout: 60_000 }, () => {
  it('are fetched, relative ones from beside the repository, level by level', async () => {
    repository('group/deep', { file: 'deep' });
    repository('group/lib', { file: 'lib' }, { inner: { url: '../deep', of: 'group/deep' } });
    const url = 'https://10.0.0.9/group/lib';
    repository(
      'group/app',
      {},
      {
        'vendor/lib': { url: '../lib', of: 'group/lib' },
        'with space': { url, of: 'group/lib' },
        skipped: { url, of: 'group/lib', update: 'none' },
      },
    );
    await fetchInto('group/app');
    for (const path of ['vendor/lib', 'with space']) {
      expect(readFileSync(join(checkout, path, 'file'), 'utf8')).toBe('lib');
      expect(readFileSync(join(checkout, path, 'inner', 'file'), 'utf8')).toBe('deep');
    }
    expect(() => readFileSync(join(checkout, 'skipped', 'file'))).toThrow();
    const updates = host.commands.filter(({ argv }) => argv.includes('update'));
    expect(updates.every(({ argv }) => argv.includes('http.followRedirects=false'))).toBe(true);
  });

  it.each([
    [
      'the metadata service',
      'https://169.254.169.254/latest',
      /host of the submodule "sub", 169.254.169.254 is not allowed: its address is metadata/,
    ],
    ['this machine', 'https://127.0.0.1/x', /loopback/],
    ['a private address', 'ssh://git@192.168.0.1/x', /private/],
    ['plain http', 'http://1.1.1.1/x', /http is only allowed for hosts/],
    ['another transport', 'ext::sh -c id', /not one that Gantry can fetch from/],
    ['a folder of the server', '/etc', /not one that Gantry can fetch from/],
    ['credentials', 'https://user:secret@10.0.0.9/x', /not one that Gantry can fetch from/],
    ['another host by a relative address', '../../../x', /not one that Gantry can fetch from/],
    ['an option', '--upload-pack=id', /not one that Gantry can fetch from/],
  ])('at %s are refused before anything is fetched', async (_name, url, reason) => {
    repository('lib', { file: 'lib' });
    repository('app', {}, { sub: { url, of: 'lib' } });
    await expect(fetchInto('app')).rejects.toThrow(reason);
    expect(host.commands.some(({ argv }) => argv.includes('update'))).toBe(false);
  });

  it('of submodules are judged as well', async () => {
    repository('deep', {});
    repository('lib', {}, { inner: { url: 'https://169.254.169.254/x', of: 'deep' } });
    repository('app', {}, { lib: { url: '../lib', of: 'lib' } });
    await expect(fetchInto('app')).rejects.toThrow('metadata');
  });

  it('without end are refused', async () => {
    const endless = new DoubleHost();
    endless.run = async ({ argv }) => {
      const stdout = argv.includes('--list')
        ? 'submodule.x.path\nx\0submodule.x.url\n./x\0'
        : argv.includes('ls-files')
          ? `160000 ${'a'.repeat(40)} 0\tx\0`
          : argv.slice(2).join('\n');
      return { code: 0, stdout, stderr: '', droppedBytes: 0 };
    };
    const fetching = fetchSubmodules(
      { kind: 'fetch-submodules', git: access, repository: 'https://10.0.0.9/x' },
      { ...context(), host: endless },
    );
    await expect(fetching).rejects.toThrow('more than 10 levels');
  });

  it('are what the commit says, not what .gitmodules names', async () => {
    const folder = repository('app', { file: 'x' });
    writeFileSync(
      join(folder, '.gitmodules'),
      '[submodule "x"]\n\tpath = file\n\turl = https://127.0.0.1/x\n',
    );
    git(folder, 'add', '--all');
    git(folder, 'commit', '--quiet', '--message=x');
    await fetchInto('app');
    expect(host.commands.some(({ argv }) => argv.includes('update'))).toBe(false);
  });
});

describe('servers of Git LFS', { timeout: 60_000 }, () => {
  const check = (settings: string) => {
    repository('app', { '.lfsconfig': settings });
    git(base, 'clone', '--quiet', join(base, 'repositories', 'app'), checkout);
    return checkLfsServers({ kind: 'check-lfs-servers', git: access }, context());
  };

  it.each([
    [
      '[lfs]\n\turl = https://169.254.169.254/lfs\n',
      /LFS server of the repository \(lfs.url\), 169.254.169.254 is not allowed/,
    ],
    ['[lfs]\n\turl = http://127.0.0.1:8080\n', /http is only/],
    ['[remote "origin"]\n\tlfsurl = https://[::1]/lfs\n', /loopback/],
    ['[lfs]\n\tpushurl = file:///etc\n', /not an address that Gantry can fetch from/],
    ['[lfs]\n\turl = https://user:secret@10.0.0.9/x\n', /lfs.url in .lfsconfig is not an address/],
  ])('in %j are refused', async (settings, reason) => {
    await expect(check(settings)).rejects.toThrow(reason);
  });

  it.each([
    '[lfs]\n\turl = https://10.0.0.9/lfs\n',
    '[lfs]\n\turl = https://10.0.0.9\n',
    '[lfs]\n\tfetchinclude = x\n',
    '',
  ])('in %j are allowed', async (settings) => {
    await expect(check(settings)).resolves.toBeUndefined();
  });

  it('are not read through a link', async () => {
    const folder = repository('app', {});
    symlinkSync('/etc/passwd', join(folder, '.lfsconfig'));
    git(folder, 'add', '--all');
    git(folder, 'commit', '--quiet', '--message=x');
    git(base, 'clone', '--quiet', folder, checkout);
    const checked = checkLfsServers({ kind: 'check-lfs-servers', git: access }, context());
    await expect(checked).rejects.toThrow('.lfsconfig of the repository cannot be read');
  });
});
