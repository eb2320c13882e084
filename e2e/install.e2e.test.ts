// The installation script on a Debian with a real systemd: from nothing to the setup link, a crash, and away again.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builds, ensureBuilt } from '../scripts/build.mjs';
import { type SystemdMachine, startSystemdMachine } from './lab/systemd-machine';

const script = '/srv/gantry/scripts/install.sh';
const url = 'http://127.0.0.1:3000';
/** An installation copies more than a gigabyte; a busy machine needs its time for that. */
const LIMIT_MS = 10 * 60_000;

let machine: SystemdMachine;
beforeAll(async () => {
  for (const build of builds) await ensureBuilt(build);
  machine = await startSystemdMachine();
});
afterAll(() => machine?.stop());

/** What a command prints; fails where it fails. */
async function output(...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await machine.exec(argv);
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}: ${stderr}\n${stdout}`);
  return stdout.trim();
}

/** Status of an answer of the installed Gantry; 0 when there is none. */
async function ask(path: string, body?: object): Promise<number> {
  const options = body && {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
  const program = `fetch(${JSON.stringify(url + path)}, ${JSON.stringify(options ?? {})})
    .then(({ status }) => console.log(status), () => console.log(0))`;
  return Number(await output('node', '-e', program));
}

const stateOf = (path: string) => output('stat', '--format', '%A %U', path);

describe('scripts/install.sh', () => {
  it('changes nothing in a dry run', async () => {
    expect(await output('sh', script, '--url', url, '--dry-run')).toContain('would run: systemctl');
    expect((await machine.exec(['ls', '/opt/gantry'])).code).not.toBe(0);
  });

  it(
    'ends at a setup link that creates the first owner',
    async () => {
      const said = await output('sh', script, '--url', url);
      const link = /^Create the first owner: (\S+)$/m.exec(said)?.[1] ?? '';
      expect(link).toContain(`${url}/setup?token=`);
      const setupToken = new URL(link).searchParams.get('token') ?? '';
      expect(await ask(link.slice(url.length))).toBe(200);
      const owner = {
        setup_token: setupToken,
        name: 'First',
        email: 'first@example.com',
        password: 'correct horse battery staple',
      };
      expect(await ask('/api/v1/setup', { ...owner, setup_token: 'wrong' })).toBeGreaterThanOrEqual(400);
      expect(await ask('/api/v1/setup', owner)).toBe(201);
    },
    LIMIT_MS,
  );

  it('runs as an account of its own, whose files no one else can read', async () => {
    const pid = await output('systemctl', 'show', '--property=MainPID', '--value', 'gantry');
    expect(await output('ps', '-o', 'user=', '-p', pid)).toBe('gantry');
    expect(await stateOf('/var/lib/gantry')).toBe('drwx------ gantry');
    expect(await stateOf('/var/lib/gantry/secrets.json')).toBe('-rw------- gantry');
    expect(await stateOf('/etc/gantry/gantry.env')).toBe('-rw-r----- root');
    expect(await stateOf('/opt/gantry/current/dist/main.js')).toMatch(/ root$/);
    expect(await output('gantry', 'doctor')).toContain('Gantry is running on 127.0.0.1:3000, and ready');
  });

  it('is started again after kill -9, with the database that it left', async () => {
    await output('systemctl', 'kill', '--signal=KILL', '--kill-whom=main', 'gantry');
    await expect
      .poll(() => output('systemctl', 'show', '--property=NRestarts', '--value', 'gantry'))
      .toBe('1');
    await expect.poll(() => ask('/api/ready'), { timeout: 120_000 }).toBe(200);
    const token = await output(
      ...[
        'gantry',
        'token',
        'create',
        '--user',
        'first@example.com',
        '--name',
        'test',
        '--abilities',
        'root',
      ],
    );
    expect(token).toMatch(/^\S+$/);
  });

  it('has the packages that it needs to run, and none for development', async () => {
    const packages = (await output('ls', '/opt/gantry/current/node_modules')).split('\n');
    expect(packages).toEqual(expect.arrayContaining(['next', 'pg', 'prisma']));
    expect(packages).not.toContain('vitest');
    expect(packages).not.toContain('tsx');
  });

  it('installs no version twice', async () => {
    const again = await machine.exec(['sh', script]);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('is installed here already');
  });

  it('keeps data and settings when it is removed, and can purge them later', async () => {
    await output('sh', script, '--uninstall');
    expect(await ask('/api/ready')).toBe(0);
    expect(await stateOf('/var/lib/gantry/secrets.json')).toBe('-rw------- gantry');
    expect((await machine.exec(['ls', '/opt/gantry'])).code).not.toBe(0);
    await output('sh', script, '--uninstall', '--purge');
    for (const path of ['/var/lib/gantry', '/etc/gantry', '/opt/gantry', '/usr/local/bin/gantry'])
      expect((await machine.exec(['ls', path])).code, path).not.toBe(0);
    expect((await machine.exec(['id', 'gantry'])).code).not.toBe(0);
  });
});
