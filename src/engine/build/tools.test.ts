import { describe, expect, it } from 'vitest';
import type { BuildPack } from '../../domain/workload/build';
import { deploy } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { sampleSpec } from '../testing/sample-spec';
import { toolReleases } from './tools';

const specOf = (pack: BuildPack) => sampleSpec({ force: true, build: { ...sampleSpec().build, pack } });

/** A server with BuildKit, where the given programs answer and no others exist. */
function serverWith(versions: Record<string, string>): DoubleHost {
  const host = new DoubleHost();
  host.answers.push(
    ...Object.entries(versions).map(
      ([start, stdout]) => [`${start} --version`, { stdout }] as [string, object],
    ),
    ['/var/lib/gantry/tools/', { code: 127 }],
    ...['nixpacks', 'railpack', 'pack'].map((tool) => [`${tool} `, { code: 127 }] as [string, object]),
    ['docker buildx', { stdout: 'github.com/docker/buildx v0.12.1' }],
    ['sh -c command -v', { stdout: '/usr/local/bin/tool\n' }],
  );
  return host;
}

describe('the tool of a build pack', () => {
  it.each([
    ['nixpacks', { '/var/lib/gantry/tools/nixpacks-1.41.0': 'nixpacks 1.41.0', nixpacks: 'nixpacks 1.0.0' }],
    ['nixpacks', { nixpacks: 'nixpacks 1.0.0' }],
    ['railpack', { railpack: 'railpack version 0.40.1' }],
    ['buildpacks', { pack: '0.38.2+git-8b7f3a1.build-6531' }],
  ] as const)('%s is found among %j', async (pack, versions) => {
    const host = serverWith(versions);
    expect((await deploy(specOf(pack), host)).outcome).toBe('finished');
    expect(host.startedJobs.slice(0, 1)).toEqual(['dep0001-plan']);
  });

  it.each([
    ['nixpacks', {}, /has no nixpacks\. Validate it with "install", install nixpacks there/],
    ['railpack', { railpack: 'railpack version 0.39.0' }, /has no railpack 0\.40\.1\./],
    ['buildpacks', {}, /has no pack\./],
  ] as const)('%s is missed among %j, and nothing is built', async (pack, versions, reason) => {
    const host = serverWith(versions);
    const result = await deploy(specOf(pack), host);
    expect(result).toMatchObject({
      outcome: 'failed',
      failedStep: 'build',
      reason: expect.stringMatching(reason),
    });
    expect(host.startedJobs).toEqual([]);
  });

  it('railpack needs BuildKit, whatever the variables are', async () => {
    const host = serverWith({ railpack: 'railpack version 0.40.1' });
    host.answers.unshift(['docker buildx', { code: 1 }]);
    expect((await deploy(specOf('railpack'), host)).reason).toMatch(
      /^The build pack railpack needs BuildKit/,
    );
  });

  it.each(Object.entries(toolReleases))(
    '%s is pinned by version and checksum',
    (_name, { version, archives }) => {
      for (const { path, sha256 } of Object.values(archives)) {
        expect(path).toContain(`/v${version}/`);
        expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      }
    },
  );
});
