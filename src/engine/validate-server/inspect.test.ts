import { describe, expect, it } from 'vitest';
import type { ValidationStep } from '../../domain/validation-step';
import { DoubleHost } from '../testing/double-host';
import { inspectServer } from './inspect';
import { parseOsRelease } from './system';

const debian = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n';

/** Make a machine without problems; tests break one thing each. */
function goodMachine(): DoubleHost {
  const host = new DoubleHost();
  host.answers.push(['id -u', { stdout: '0\n' }], ['cat /etc/os-release', { stdout: debian }]);
  return host;
}

async function inspect(
  host: DoubleHost,
  options: { install?: boolean; proxyContainer?: string | null } = {},
) {
  const reports: ValidationStep[] = [];
  const result = await inspectServer({
    host,
    instanceId: 'gantry1',
    proxyContainer: options.proxyContainer === undefined ? 'coolify-proxy' : options.proxyContainer,
    install: options.install ?? false,
    tools: [],
    toolsAddress: 'https://tools.example/',
    report: async (step) => {
      reports.push(step);
    },
  });
  const ended = reports.filter(({ state }) => state !== 'running');
  const stateOf = Object.fromEntries(ended.map(({ id, state }) => [id, state]));
  return { ...result, stateOf, step: (id: string) => ended.find((step) => step.id === id), reports };
}

/** Linux prints listening sockets as `HEX_ADDRESS:HEX_PORT` in state 0A. */
const listening = (port: number) =>
  `  sl  local_address rem_address   st\n   0: 00000000:${port.toString(16).padStart(4, '0').toUpperCase()} 00000000:0000 0A\n`;

describe('inspectServer', () => {
  it('passes a machine where everything is in order', async () => {
    const { failed, stateOf, dockerVersion } = await inspect(goodMachine());
    expect(failed).toEqual([]);
    expect(new Set(Object.values(stateOf))).toEqual(new Set(['passed']));
    expect(dockerVersion).toBe('24.0.7');
  });

  it('reports every check twice: when it begins and when it ends', async () => {
    const { reports } = await inspect(goodMachine());
    for (let at = 0; at < reports.length; at += 2) {
      expect(reports[at]?.state).toBe('running');
      expect(reports[at + 1]?.id).toBe(reports[at]?.id);
    }
  });

  it('names a user without root rights', async () => {
    const host = goodMachine();
    host.answers.unshift(['id -u', { code: 1, stderr: 'sudo: a password is required' }]);
    const { step } = await inspect(host);
    expect(step('privileges')).toMatchObject({ state: 'failed', fix: expect.stringContaining('NOPASSWD') });
  });

  it('names a system that is not supported, and invents no way to install on it', async () => {
    const host = goodMachine();
    host.answers.unshift(['cat /etc/os-release', { stdout: 'ID=plan9\n' }], ['git', { code: 127 }]);
    const { stateOf } = await inspect(host, { install: true });
    expect(stateOf).toMatchObject({ system: 'failed', tools: 'skipped' });
    expect(host.commands.map(({ argv }) => argv[0])).not.toContain('apt-get');
  });

  it('needs git, and only wants curl and jq', async () => {
    const host = goodMachine();
    host.answers.push(['jq', { code: 127 }]);
    expect((await inspect(host)).step('tools')).toMatchObject({ state: 'warned', detail: 'Missing: jq' });
    host.answers.push(['git', { code: 127 }]);
    expect((await inspect(host)).step('tools')).toMatchObject({
      state: 'failed',
      fix: expect.stringContaining('apt-get install --yes --no-install-recommends git jq'),
    });
  });

  it('installs what is missing from the signed repositories of the system, as root', async () => {
    const host = goodMachine();
    let isInstalled = false;
    host.before = (line) => {
      if (line.startsWith('apt-get install')) isInstalled = true;
      const at = host.answers.findIndex(([start]) => start === 'git');
      if (at !== -1) host.answers.splice(at, 1);
      if (!isInstalled) host.answers.push(['git', { code: 127 }]);
    };
    const { stateOf } = await inspect(host, { install: true });
    expect(stateOf.tools).toBe('passed');
    const installs = host.commands.filter(({ argv }) => argv[0] === 'apt-get');
    expect(installs.map(({ argv }) => argv[1])).toEqual(['update', 'install']);
    expect(installs.every(({ asRoot }) => asRoot)).toBe(true);
  });

  it.each([
    ['28.1.0', 'passed', /28/],
    ['20.10.24', 'warned', /no longer maintained/],
    ['20.9.1', 'failed', /too old/],
    ['1.13.1', 'failed', /too old/],
  ])('Docker %s is %s', async (version, state, detail) => {
    const host = goodMachine();
    host.docker.version = async () => ({ version, apiVersion: '', kernelVersion: '', os: '', arch: '' });
    expect((await inspect(host)).step('docker')).toMatchObject({
      state,
      detail: expect.stringMatching(detail),
    });
  });

  it.each([
    ['is not installed', 127, /apt-get install .* docker\.io/],
    ['does not respond', 0, /systemctl start docker/],
  ])('Docker that %s has its own fix, and what needs it is skipped', async (detail, code, fix) => {
    const host = goodMachine();
    host.answers.push(['docker --version', { code }]);
    host.docker.version = () => Promise.reject(new Error('connect ENOENT /var/run/docker.sock'));
    const { step, stateOf, dockerVersion } = await inspect(host);
    expect(step('docker')).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining(detail),
      fix: expect.stringMatching(fix),
    });
    expect(stateOf).toMatchObject({ compose: 'skipped', disk: 'skipped', ports: 'skipped' });
    expect(dockerVersion).toBeNull();
  });

  it('refuses Docker from a snap', async () => {
    const host = goodMachine();
    host.docker.info = async () => ({
      rootDir: '/var/snap/docker/common/var-lib-docker',
      loggingDriver: 'json-file',
    });
    expect((await inspect(host)).step('docker')).toMatchObject({
      state: 'failed',
      fix: expect.stringContaining('snap remove docker'),
    });
  });

  it('can do without Compose', async () => {
    const host = goodMachine();
    host.answers.push(['docker compose', { code: 1 }], ['docker-compose', { code: 127 }]);
    expect((await inspect(host)).stateOf.compose).toBe('warned');
  });

  it.each([
    [100_000, 20_000_000, 'failed'],
    [1_500_000, 20_000_000, 'warned'],
    [3_000_000, 20_000_000, 'passed'],
    [3_000_000, 100_000_000, 'warned'], // less than the 5 % that a build needs
    [6_000_000, 100_000_000, 'passed'],
  ])('%i KB free on a disk of %i KB is %s', async (free, total, state) => {
    const host = goodMachine();
    const table = `Filesystem 1024-blocks Used Available Capacity Mounted\n/dev/x ${total} 1 ${free} 1% /\n`;
    host.answers.push(['df', { stdout: table }]);
    expect((await inspect(host)).stateOf.disk).toBe(state);
  });

  it('names the port that another program holds, unless it is our own proxy or there shall be none', async () => {
    const host = goodMachine();
    host.answers.unshift(['cat /proc/net/tcp', { stdout: listening(80) }]);
    expect((await inspect(host)).step('ports')).toMatchObject({
      state: 'failed',
      detail: 'Already in use: port 80/tcp.',
    });
    expect((await inspect(host, { proxyContainer: null })).stateOf.ports).toBe('skipped');
    const labels = { 'gantry.managed': 'true', 'gantry.instance': 'gantry1', 'gantry.kind': 'proxy' };
    await host.docker.createContainer({ name: 'coolify-proxy', image: 'caddy:2', labels, hostConfig: {} });
    await host.docker.startContainer('coolify-proxy');
    expect((await inspect(host)).stateOf.ports).toBe('passed');
  });

  it('turns what a check throws into its finding and goes on', async () => {
    const host = goodMachine();
    host.before = (line) => {
      if (line.startsWith('cat /etc/os-release')) throw new Error('connection lost');
    };
    const { step, stateOf } = await inspect(host);
    expect(step('system')).toMatchObject({ state: 'failed', detail: 'connection lost' });
    expect(stateOf.docker).toBe('passed');
  });
});

describe('parseOsRelease', () => {
  it('reads quoted and bare values and skips the rest', () => {
    expect(parseOsRelease('# x\nID=alpine\nNAME="Alpine Linux"\nV=\'3.20\'\nbad line\nEMPTY=\n')).toEqual({
      ID: 'alpine',
      NAME: 'Alpine Linux',
      V: '3.20',
      EMPTY: '',
    });
  });
});
