import { lstat, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { parseGitRepository } from '../../domain/input/git/git-repository';
import { type GitServer, startGitServer } from './git-server.testing';
import { type RepositoryReading, readRepositoryHere } from './read-here';

let server: GitServer;
let commit: string;
beforeAll(async () => {
  server = await startGitServer();
  commit = await server.commit({ 'templates/a.yaml': 'services: {}\n', 'other/b.txt': 'x'.repeat(5000) });
});
afterAll(() => server.stop());

const targets: string[] = [];
afterEach(async () => {
  for (const target of targets.splice(0)) await rm(target, { recursive: true });
});

async function read(more: Partial<RepositoryReading> = {}, url = server.url) {
  const target = await mkdtemp(join(tmpdir(), 'gantry-read-'));
  targets.push(target);
  const repository = parseGitRepository(url);
  if (!repository) throw new Error('no repository');
  const { commit } = await readRepositoryHere({
    repository,
    branch: null,
    folder: 'templates',
    target,
    internalHosts: ['127.0.0.1'],
    limits: { files: 10, bytes: 100_000, fetchedBytes: 10_000_000 },
    ...more,
  });
  return { commit, target, names: (await readdir(target)).sort() };
}

it('puts the folder of a branch here, and nothing else', async () => {
  const { target, ...answer } = await read();
  expect(answer).toEqual({ commit, names: ['.git', 'templates'] });
  expect(await readFile(join(target, 'templates', 'a.yaml'), 'utf8')).toBe('services: {}\n');
  expect((await read({ branch: 'main' })).commit).toBe(commit);
});

it('makes links to files that say where they led', async () => {
  const { target, names } = await read({ folder: '' });
  expect(names).toEqual(['.git', 'link.yaml', 'other', 'templates']);
  expect((await lstat(join(target, 'link.yaml'))).isFile()).toBe(true);
});

it.each<[string, Partial<RepositoryReading>, string | undefined, RegExp]>([
  ['a branch that is not there', { branch: 'none' }, undefined, /cannot be read: .*none/],
  ['a folder that is not there', { folder: 'none' }, undefined, /no files in \/none/],
  [
    'too many files',
    { folder: '', limits: { files: 2, bytes: 1e6, fetchedBytes: 1e7 } },
    undefined,
    /more than 2 files/,
  ],
  [
    'too many bytes',
    { folder: '', limits: { files: 9, bytes: 3000, fetchedBytes: 1e7 } },
    undefined,
    /too large/,
  ],
  ['an address that is not listed', { internalHosts: [] }, undefined, /not allowed/],
  ['a metadata service', {}, 'https://169.254.169.254/a/b', /not allowed/],
  ['a repository over ssh', {}, 'git@example.com:a/b.git', /https:\/\//],
])('refuses %s', async (_, more, url, message) => {
  await expect(read(more, url)).rejects.toThrow(message);
});
