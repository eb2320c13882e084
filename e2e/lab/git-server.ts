import { readFile } from 'node:fs/promises';
import { gitHttpPort, gitRoot, gitSshPort } from './forge';
import { rootOf, runInside, writeInside } from './machine';
import { addressOf, forgeNumber } from './network';
import type { ProcessId } from './process';
import { importStream } from './repository-import';
import { makeKeyPair } from './ssh-key';
import { authorizedKeys, hostKeyFingerprint } from './sshd';
import type { GitServer, RepoFiles } from './types';

const main = 'refs/heads/main';

export async function gitServer(slot: number, forge: ProcessId): Promise<GitServer> {
  const ip = addressOf(slot, forgeNumber);
  const folderOf = (repo: string) => `${gitRoot}/${repo}.git`;
  const git = (repo: string, args: string[], input?: string) =>
    runInside(forge, ['git', `--git-dir=${folderOf(repo)}`, ...args], input === undefined ? {} : { input });

  async function commit(repo: string, files: RepoFiles, message: string, ref = main) {
    const parent = await existing(repo, ref);
    await git(
      repo,
      ['fast-import', '--quiet', '--force', '--date-format=now'],
      importStream({ ref, parent, message, files }),
    );
    return { commit: (await git(repo, ['rev-parse', ref])).stdout.trim() };
  }

  async function existing(repo: string, ref: string): Promise<string | undefined> {
    for (const name of [ref, main]) {
      const found = await runInside(
        forge,
        ['git', `--git-dir=${folderOf(repo)}`, 'rev-parse', '-q', '--verify', name],
        {
          check: false,
        },
      );
      if (found.code === 0) return found.stdout.trim();
    }
    return undefined;
  }

  return {
    ip,
    sshPort: gitSshPort,
    hostKeyFingerprint: await hostKeyFingerprint(forge),
    httpUrl: (repo) => `http://${ip}${gitHttpPort === 80 ? '' : `:${gitHttpPort}`}/${repo}.git`,
    sshUrl: (repo) => `ssh://git@${ip}:${gitSshPort}${folderOf(repo)}`,
    async createRepo(repo, files, options = {}) {
      await runInside(forge, ['rm', '-rf', folderOf(repo)]);
      await runInside(forge, ['git', 'init', '--quiet', '--bare', folderOf(repo)]);
      await git(repo, ['config', 'uploadpack.allowAnySHA1InWant', 'true']);
      if (!options.private) await writeInside(forge, `${folderOf(repo)}/git-daemon-export-ok`, '');
      return commit(repo, files, 'First commit');
    },
    commit,
    async deployKey(repo) {
      const pair = await makeKeyPair(`deploy-${repo}`);
      // Whatever the client asks for, it gets to read this repository.
      const line = `restrict,command="git-upload-pack ${folderOf(repo)}" ${pair.publicKey}\n`;
      const known = await readFile(rootOf(forge, authorizedKeys), 'utf8');
      await writeInside(forge, authorizedKeys, known + line);
      return pair;
    },
  };
}
