import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { GitSource } from '../../domain/workload/source';
import type { OperationRef } from '../../domain/workload/workload-ref';
import type { Action } from '../plan/action';
import { sourceFolder } from '../server/folders';
import { gitSteps } from './git';
import { type GitServer, startGitServer } from './git-server.testing';

let server: GitServer;
let folder: string;
beforeAll(async () => {
  server = await startGitServer();
  folder = await mkdtemp(join(tmpdir(), 'gantry-short-'));
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const of = {
  operationUuid: 'o'.repeat(24),
  workload: { instanceId: 'i', uuid: 'w'.repeat(24) },
} as OperationRef; // all that folders need

function sourceOf(commit: string, refs: readonly string[]): GitSource {
  return {
    kind: 'git',
    repository: server.url,
    branch: 'pull/7/head',
    refs,
    commit,
    deployKey: null,
    openedServers: null,
    submodules: false,
    lfs: false,
    shallow: true,
    knownHosts: '',
    advice: 'It is a private fork.',
    allowHttp: true,
    internalHosts: ['127.0.0.1'],
  };
}

type Command = Extract<Action, { kind: 'command' }>['command'];

/** Run the commands of the first step on this machine. @returns what the last one prints */
async function resolve(source: GitSource): Promise<string> {
  const { actions } = gitSteps(of, source, { paths: [], components: [] }).resolve;
  let printed = '';
  for (const action of actions)
    if (action.kind === 'command')
      printed = await (action.otherwise ?? []).reduce(
        (before, command) => before.catch(() => run(command)),
        run(action.command),
      );
  return printed.trim();
}

async function run({ argv, env = {} }: Command): Promise<string> {
  const [program = '', ...rest] = argv.map((text) => String(text).replace(sourceFolder(of), folder));
  const strings = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value)]));
  const { stdout } = await promisify(execFile)(program, rest, {
    env: { ...process.env, HOME: folder, ...strings },
  });
  return stdout;
}

const refs = ['refs/pull/7/head', 'refs/merge-requests/7/head', 'refs/heads/main'];

it('completes the commit of a pull request that only its branch has, as at Bitbucket', async () => {
  const first = await server.commit({ a: '1' });
  await server.commit({ a: '2' });
  expect(await resolve(sourceOf(first.slice(0, 12), refs))).toBe(first);
});

it('does not complete a commit that the branch does not have', async () => {
  await expect(resolve(sourceOf('0123456789ab', refs))).rejects.toThrow();
});

it('says why a fork cannot be read', () => {
  const { resolve: step, fetch } = gitSteps(of, sourceOf('0123456789ab', ['refs/heads/main']), {
    paths: [],
    components: [],
  });
  for (const { actions } of [step, fetch])
    expect(actions.flatMap((action) => ('explain' in action ? [action.explain] : []))).toContain(
      'It is a private fork.',
    );
});
