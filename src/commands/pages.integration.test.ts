// Every command in a block of the user's pages, run in order against a Gantry whose servers are a double.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MachineTest, startMachineTest } from '../services/applications/machine.testing';
import type { DockerApi } from '../transport/docker/api';
import { testTerminal } from './terminal.testing';

const docs = new URL('../../docs/', import.meta.url);

/** Pages in the order in which a user comes to need them; the others follow. */
const firstPages = ['first-application.md', 'databases.md', 'services.md', 'tokens-and-roles.md'];

/** Commands that are not run here, and why. */
const notRun: Readonly<Record<string, string>> = {
  'gantry login --url https://gantry.example.com':
    'A user confirms its code in a browser: commands.integration.test.ts does it.',
  'git clone <this repository> gantry && cd gantry': 'It fetches Gantry itself.',
  'HOST=0.0.0.0 GANTRY_URL=https://gantry.example.com npm start': 'It builds and starts Gantry itself.',
  'sudo scripts/install.sh --url https://gantry.example.com': 'It installs a service on this machine.',
  'umask 077': 'A setting of the shell, for the next lines.',
  "printf '%s=%s\\n' GANTRY_URL https://gantry.example.com > .env": 'For Docker Compose, as below.',
  'for name in POSTGRES_PASSWORD NEXTAUTH_SECRET GANTRY_SECRET_KEY; do printf \'%s=%s\\n\' $name "$(openssl rand -hex 32)" >> .env; done':
    'For Docker Compose, as below.',
  'docker compose up --detach --wait && docker compose logs gantry': 'It needs Docker and the built image.',
  'docker compose up --detach --wait': 'It needs Docker and the built image.',
  'docker compose exec gantry gantry backup --out /var/lib/gantry/before.age --recipient age1…':
    'It needs Docker and the built image.',
  'sudo scripts/install.sh': 'It upgrades a service of this machine.',
  'npm run -s gantry -- backup --out gantry-$(date +%F).age --recipient age1…':
    'It needs an installation of its own: src/cli tests backup and restore.',
  'npm run -s gantry -- restore --in gantry-2026-11-28.age --identity key.txt': 'As the backup.',
  'npm run -s gantry -- restore --in before.age --identity key.txt --force --recreate': 'As the backup.',
};

/** Files that commands read. */
const files: Readonly<Record<string, string>> = {
  'secret.txt': 'a secret',
  'compose.yaml': 'services:\n  tools:\n    image: nginx:1\n',
  'shared.yaml': 'services:\n  mixed:\n    image: nginx:1\n    of_another_program: true\n',
};

let test: MachineTest;
let folder: string;
const ended = new AbortController();
let working: Promise<void>;

beforeAll(async () => {
  test = await startMachineTest();
  folder = await mkdtemp(join(tmpdir(), 'gantry-pages-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  test.host.docker.onStart = (container) => {
    container.health = 'healthy';
  };
  working = test.keepWorking(ended.signal);
  const token = await test.server.key(['root']);
  expect(await run(['login', '--with-token', '--url', test.server.url], token)).toMatchObject({ code: 0 });
});

afterAll(async () => {
  ended.abort();
  await working;
  await test?.server.stop();
  await rm(folder, { recursive: true, force: true });
});

function run(args: readonly string[], input = '', signal?: AbortSignal) {
  return testTerminal({ folder, env: { XDG_CONFIG_HOME: folder }, input }).run(args, signal);
}

/** The commands in the blocks of a page, each in one line and without its comment. */
async function commandsOf(page: string): Promise<string[]> {
  const text = (await readFile(new URL(page, docs), 'utf8')).replaceAll(/\\\n\s*/g, '');
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
  return blocks
    .flatMap((block) => block.split('\n'))
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '');
}

async function allCommands(): Promise<string[]> {
  const names = (await readdir(docs)).filter((name) => name.endsWith('.md') && name !== 'cli.md');
  const others = names.filter((name) => !firstPages.includes(name)).sort();
  return (await Promise.all([...firstPages, ...others].map(commandsOf))).flat();
}

/** Do what no command does in between: validate the server, and make the health check of the application quick. */
async function settle(command: string): Promise<void> {
  const { unscoped: db } = test.server.database;
  if (command.startsWith('gantry servers create'))
    await db.server.updateMany({ data: { state: 'usable', hostKey: 'AAAA', proxyKind: 'none' } });
  if (command.startsWith('gantry apps create'))
    await db.application.updateMany({
      data: { healthCheckEnabled: true, healthCheckType: 'cmd', healthCheckCommand: 'true' },
    });
}

/** Get a signal that interrupts the following of a log once it has printed a line. */
function leaveAtOnce(): AbortSignal {
  const leave = new AbortController();
  const docker: DockerApi = test.host.docker;
  docker.followLogs = async (_, { onLine, signal }) => {
    onLine({ stream: 'stdout', timestamp: '2026-01-01T00:00:01.000000000Z', text: 'listening' });
    leave.abort(new Error('seen'));
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
  };
  return leave.signal;
}

it('lists no command that the pages do not have', async () => {
  const commands = await allCommands();
  expect(Object.keys(notRun).filter((command) => !commands.includes(command))).toEqual([]);
});

it('runs every other command as it is printed', async () => {
  const commands = (await allCommands()).filter((command) => !(command in notRun));
  for (const command of commands) {
    const [, words = '', file] = /^gantry (.*?)(?: < (\S+))?$/.exec(command) ?? [];
    // Named files are read relative to the folder of the process, which is not that of the test.
    const args = words.split(/\s+/).map((word) => (word in files ? join(folder, word) : word));
    const input = file === undefined ? '' : (files[file] ?? '');
    if (args.at(-1) === '-f') {
      const { err } = await run(args, input, leaveAtOnce());
      expect({ command, err }).toEqual({ command, err: expect.stringContaining('seen') });
    } else {
      const { code, err } = await run(args, input);
      expect({ command, code, err: code === 0 ? '' : err }).toEqual({ command, code: 0, err: '' });
    }
    await settle(command);
  }
  expect(commands.length).toBeGreaterThan(10);
}, 120_000);
