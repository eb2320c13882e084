// The machine that holds the lab's switch, Git server and image registry.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hash } from 'bcryptjs';
import { unpackDebian } from '../../scripts/images/unpack-debian.mjs';
import { start } from './daemon';
import { bootMachine, onNetworkOf, rootOf, runInside, writeInside } from './machine';
import { addressOf, forgeNumber, layNetwork } from './network';
import { type ProcessId, until } from './process';
import { layOutSshd, startSshd } from './sshd';
import { hostFolder } from './state';

export const gitRoot = '/srv/git';
export const gitHttpPort = 80;
export const gitSshPort = 2222;
export const registryPort = 5000;
const privateRegistryPort = 5001;

const gitHttp = fileURLToPath(new URL('../../scripts/git-http.mjs', import.meta.url));

/** Logs in to the private registry. */
export const registryLogin = { username: 'lab', password: 'tops3cret' };

const registrySettings = (storage: string, port: number) => `version: 0.1
log: { level: warn, accesslog: { disabled: true } }
storage: { filesystem: { rootdirectory: ${storage} }, delete: { enabled: true } }
http: { addr: "0.0.0.0:${port}" }
`;

const gitSettings = `[safe]
	directory = *
[init]
	defaultBranch = main
`;

export const registryOf = (slot: number) => `${addressOf(slot, forgeNumber)}:${registryPort}`;
export const privateRegistryOf = (slot: number) => `${addressOf(slot, forgeNumber)}:${privateRegistryPort}`;

export async function startForge(lab: string, slot: number): Promise<ProcessId> {
  const folder = hostFolder(lab, 'forge');
  const init = await bootMachine(folder, 'forge');
  await layNetwork(slot, init);
  await runInside(init, ['useradd', '--home-dir', gitRoot, '--password', '*', 'git']);
  await mkdir(rootOf(init, gitRoot), { recursive: true });
  await writeInside(init, '/etc/gitconfig', gitSettings);
  await layOutSshd(init, { port: gitSshPort, permitRootLogin: 'no' }, []);
  await startSshd(init, folder);
  // These two see this machine's files, because Node and this checkout may lie where the forge has no copy of them.
  // What the forge writes is in `upper`.
  const server = [process.execPath, gitHttp, join(folder, 'upper', gitRoot), '0.0.0.0', `${gitHttpPort}`];
  await start(onNetworkOf(init, server), folder, 'git-http');
  await startRegistry(init, folder, 'registry', registryPort);
  const users = join(folder, 'registry-users');
  await writeFile(users, `${registryLogin.username}:${await hash(registryLogin.password, 4)}\n`);
  await startRegistry(
    init,
    folder,
    'private-registry',
    privateRegistryPort,
    `auth: { htpasswd: { realm: lab, path: ${users} } }\n`,
  );
  const address = addressOf(slot, forgeNumber);
  await answers(`http://${address}:${gitHttpPort}/`, folder);
  await answers(`http://${address}:${registryPort}/v2/`, folder);
  await answers(`http://${address}:${privateRegistryPort}/v2/`, folder);
  return init;
}

async function startRegistry(
  init: ProcessId,
  folder: string,
  name: string,
  port: number,
  authentication = '',
): Promise<void> {
  const settings = join(folder, `${name}.yml`);
  await writeFile(settings, registrySettings(join(folder, name), port) + authentication);
  const registry = join((await unpackDebian('docker-registry')).root, 'usr/bin/docker-registry');
  await start(onNetworkOf(init, [registry, 'serve', settings]), folder, `docker-${name}`);
}

function answers(url: string, folder: string): Promise<void> {
  const asked = () =>
    fetch(url).then(
      () => true,
      () => false,
    );
  return until(`${url} answers (logs in ${folder})`, asked);
}
