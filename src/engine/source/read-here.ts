import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../domain/error';
import { isIpAddress } from '../../domain/input/address/host-address';
import type { GitRepository } from '../../domain/input/git/git-repository';
import { programPath } from '../../lib/env';
import { outgoingAddresses } from '../../lib/outgoing-address';
import { type LocalResult, runLocal } from '../../transport/local/run-local';
import { confinedEnvironment, confinement } from './git-command';

export interface RepositoryReading {
  repository: GitRepository;
  /** null: the default branch. */
  branch: string | null;
  /** Folder to read, without slashes around it; empty: all. */
  folder: string;
  /** An empty folder of this machine. */
  target: string;
  internalHosts: readonly string[];
  limits: { files: number; bytes: number; fetchedBytes: number };
}

const FETCH_MS = 120_000;
const READ_MS = 60_000;
const WATCH_MS = 250;
const MAX_LIST_BYTES = 16 * 1024 * 1024;

/**
 * Download a folder of a public repository to this machine, as plain files: links become files, and nothing of it is
 * run. Connects only to checked addresses and does not follow redirects (hostile-inputs H7).
 * @returns the commit
 * @throws AppError bad_request for what cannot be read, with a message for the user who named it
 */
export async function readRepositoryHere(reading: RepositoryReading): Promise<{ commit: string }> {
  const { repository, branch, folder, target, limits } = reading;
  const connection = await connectionOf(reading);
  const git = (argv: readonly string[], signal?: AbortSignal, deadlineMs = READ_MS) =>
    runLocal({
      argv: [
        'git',
        ...confinement,
        '-c',
        'core.symlinks=false',
        ...connection,
        '--literal-pathspecs',
        ...argv,
      ],
      env: {
        ...confinedEnvironment,
        GIT_ALLOW_PROTOCOL: repository.transport,
        HOME: target,
        LC_ALL: 'C',
        PATH: programPath(),
      },
      cwd: target,
      deadlineMs,
      maxOutputBytes: MAX_LIST_BYTES,
      ...(signal && { signal }),
    });
  done(await git(['init', '--quiet']), 'Git could not create a folder for it');
  const ref = branch === null ? 'HEAD' : `refs/heads/${branch}`;
  const fetch = ['fetch', '--quiet', '--depth=1', '--no-tags', '--no-recurse-submodules', '--end-of-options'];
  const watch = watchSize(target, limits.fetchedBytes);
  const fetched = await git([...fetch, repository.url, ref], watch.tooLarge, FETCH_MS).finally(watch.stop);
  if (fetched.endedBy === 'signal') throw tooLarge(`${megabytes(limits.fetchedBytes)} MB`);
  done(fetched, 'The repository cannot be read');
  const path = folder === '' ? [] : [`${folder}/`];
  const list = done(
    await git(['ls-tree', '-r', '-z', '-l', 'FETCH_HEAD', '--', ...path]),
    'It cannot be listed',
  );
  requireSize(list.stdout, limits, folder);
  const from = folder === '' ? '.' : folder;
  done(await git(['checkout', '--quiet', 'FETCH_HEAD', '--', from]), 'Its files cannot be read');
  const commit = done(await git(['rev-parse', 'FETCH_HEAD^{commit}']), 'It has no commit');
  return { commit: commit.stdout.toString('utf8').trim() };
}

/** Make the options that tie Git to the checked addresses. */
async function connectionOf({ repository, internalHosts }: RepositoryReading): Promise<string[]> {
  const { transport, host, port } = repository;
  if (transport === 'ssh') throw new AppError('bad_request', 'Only https:// repositories are supported.');
  const addresses = await outgoingAddresses(host, transport === 'http', internalHosts);
  const options = ['-c', 'http.followRedirects=false'];
  if (isIpAddress(host)) return options;
  const list = addresses.map((address) => (address.includes(':') ? `[${address}]` : address)).join(',');
  const place = port ?? (transport === 'http' ? 80 : 443);
  return [...options, '-c', `http.curloptResolve=${host}:${place}:${list}`];
}

function done(result: LocalResult, what: string): LocalResult {
  if (result.code === 0) return result;
  if (result.endedBy === 'deadline') throw new AppError('bad_request', `${what}: it took too long.`);
  if (result.endedBy === 'output') throw tooLarge('so many files');
  const [reason = ''] = result.stderr.split('\n').filter((line) => /^(?:fatal|error): /.test(line));
  throw new AppError('bad_request', `${what}: ${reason.replace(/^\w+: /, '').slice(0, 300) || 'git failed'}`);
}

/** Parse lines of `ls-tree -l`: mode, type, object, size, a tab and the path. */
function requireSize(output: Buffer, { files, bytes }: RepositoryReading['limits'], folder: string): void {
  const entries = output
    .toString('utf8')
    .split('\0')
    .filter((line) => line !== '');
  if (entries.length === 0) throw new AppError('bad_request', `The repository has no files in /${folder}.`);
  if (entries.length > files) throw tooLarge(`${files} files`);
  const total = entries.reduce((sum, line) => sum + (Number(line.split('\t')[0]?.split(/ +/)[3]) || 0), 0);
  if (total > bytes) throw tooLarge(`${megabytes(bytes)} MB`);
}

function tooLarge(limit: string): AppError {
  return new AppError('bad_request', `The repository is too large: more than ${limit}.`);
}

function megabytes(bytes: number): number {
  return Math.floor(bytes / 1024 / 1024);
}

/** Watch the size of the download, because Git has no limit of its own. */
function watchSize(target: string, limit: number): { tooLarge: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  let isMeasured = false;
  const timer = setInterval(() => {
    if (isMeasured) return;
    isMeasured = true;
    void sizeOf(join(target, '.git', 'objects'))
      .then((bytes) => {
        if (bytes > limit) controller.abort();
      })
      .finally(() => {
        isMeasured = false;
      });
  }, WATCH_MS);
  return { tooLarge: controller.signal, stop: () => clearInterval(timer) };
}

/** Measure a folder. Git renames and removes files while it works: missing ones do not count. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) => stat(join(entry.parentPath, entry.name)).catch(() => null));
  return (await Promise.all(sizes)).reduce((sum, found) => sum + (found?.size ?? 0), 0);
}
