import { describe, expect, it } from 'vitest';
import { DoubleHost } from '../testing/double-host';
import { builders } from './builders';
import type { Finding, Inspection } from './check';

const sha256 = '0f55de7874507b9cf7502113120bd96f2ab6979f78d10eaf2eb2ade9207b3af6';
const file = '/var/lib/gantry/tools/nixpacks-1.41.0';
const folder = `${file}.new`;
const path =
  'railwayapp/nixpacks/releases/download/v1.41.0/nixpacks-v1.41.0-x86_64-unknown-linux-musl.tar.gz';

/** Make a server without nixpacks, on which the download has this checksum. */
function server(checksum = sha256): DoubleHost {
  const host = new DoubleHost();
  let isInstalled = false;
  host.before = (line) => {
    if (line.startsWith('mv ')) isInstalled = true;
    host.answers[0] = [`${file} --version`, { code: isInstalled ? 0 : 127 }];
  };
  host.answers.push(
    [`${file} --version`, { code: 127 }],
    ['nixpacks --version', { code: 127 }],
    ['uname -m', { stdout: 'x86_64\n' }],
    ['sha256sum', { stdout: `${checksum}  ${folder}/archive\n` }],
  );
  return host;
}

function check(host: DoubleHost, changes: Partial<Inspection> = {}): Promise<Finding> {
  return builders.run({
    host,
    instanceId: 'gantry1',
    proxyContainer: null,
    install: true,
    tools: ['nixpacks'],
    toolsAddress: 'https://tools.example/mirror/',
    packages: null,
    dockerVersion: '28.0.0',
    ...changes,
  });
}

const ranOn = (host: DoubleHost) => host.commands.map(({ argv }) => argv.join(' '));

describe('a tool that is missing', () => {
  it('is installed: verified before it is unpacked, run once, and moved to its place at last', async () => {
    const host = server();
    expect(await check(host)).toEqual({ state: 'passed', detail: 'nixpacks', fix: null });
    expect(ranOn(host).slice(2)).toEqual([
      'uname -m',
      `rm -rf -- ${folder}`,
      `mkdir -p -- ${folder}`,
      `curl --fail --silent --show-error --location --max-time 600 --output ${folder}/archive -- https://tools.example/mirror/${path}`,
      `sha256sum -- ${folder}/archive`,
      `tar -xzf ${folder}/archive -C ${folder} -- nixpacks`,
      `chmod 0755 -- ${folder}/nixpacks`,
      `${folder}/nixpacks --version`,
      `mv -f -- ${folder}/nixpacks ${file}`,
      `rm -rf -- ${folder}`,
    ]);
    expect(host.commands.every(({ asRoot }) => asRoot)).toBe(true);
    expect(await check(host, { install: false })).toMatchObject({ state: 'passed' });
  });

  it('is not used when its checksum is another one', async () => {
    const host = server('0'.repeat(64));
    const { state, detail, fix } = await check(host);
    expect(state).toBe('warned');
    expect(detail).toMatch(
      /^Missing: nixpacks\. .*checksum 0{64} instead of 0f55de.*, so it was not used\.$/,
    );
    expect(fix).toContain('BUILD_TOOLS_URL');
    expect(ranOn(host).filter((line) => /^(tar|chmod|mv)/.test(line))).toEqual([]);
    expect(ranOn(host).at(-1)).toBe(`rm -rf -- ${folder}`);
  });

  it('is only named when nothing is to be installed', async () => {
    const host = server();
    expect(await check(host, { install: false })).toEqual({
      state: 'warned',
      detail: 'Missing: nixpacks',
      fix: 'Validate with "install", or install manually (nixpacks 1.41.0: https://nixpacks.com/docs/install).',
    });
    expect(ranOn(host)).toHaveLength(2);
  });

  it('is downloaded with wget where curl is missing, and the server may have neither', async () => {
    const host = server();
    host.answers.push(['curl', { code: 127 }]);
    expect((await check(host)).state).toBe('passed');
    expect(ranOn(host)).toContain(`wget -q -O ${folder}/archive -- https://tools.example/mirror/${path}`);
    const bare = server();
    bare.answers.push(['curl', { code: 127 }], ['wget', { code: 127 }]);
    expect((await check(bare)).detail).toContain('Neither curl nor wget');
  });

  it.each([
    ['uname -m', { stdout: 'riscv64\n' }, /not available for this server/],
    [
      'curl',
      { code: 22, stderr: 'curl: (22) The requested URL returned error: 404' },
      /cannot be downloaded: curl: \(22\)/,
    ],
    [
      'tar',
      { code: 2, stderr: 'tar: nixpacks: Not found in archive' },
      /does not contain nixpacks: tar: nixpacks/,
    ],
    [`${folder}/nixpacks`, { code: 126, stderr: 'Exec format error' }, /does not run on this server/],
  ])('that cannot be had by %s leaves the server usable, with the reason', async (start, answer, detail) => {
    const host = server();
    host.answers.splice(1, 0, [start, answer]);
    expect(await check(host)).toMatchObject({ state: 'warned', detail: expect.stringMatching(detail) });
  });
});
