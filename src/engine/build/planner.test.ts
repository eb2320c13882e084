import { describe, expect, it } from 'vitest';
import { dockerLabel } from '../../domain/docker-label';
import type { BuildPack } from '../../domain/workload/build';
import { JournalLost } from '../step/step-log';
import { deploy } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { MemoryJournal } from '../testing/memory-journal';
import { sampleSpec } from '../testing/sample-spec';

const specOf = (pack: BuildPack) => sampleSpec({ build: { ...sampleSpec().build, pack } });

function machine(): DoubleHost {
  const host = new DoubleHost();
  host.answers.push(
    ['stat -c', { code: 1 }],
    ['docker buildx', { stdout: 'github.com/docker/buildx v0.12.1' }],
    ['/var/lib/gantry/tools/railpack-', { stdout: 'railpack version 0.40.1\n' }],
  );
  return host;
}

/** The argv of the planner's container, from the machine's point of view. */
async function plannerOf(pack: BuildPack, host: DoubleHost): Promise<string> {
  let argv = '';
  const { start } = host.jobs;
  host.jobs.start = (name, command) => {
    if (name === 'dep0001-plan') argv = command.argv.join(' ');
    return start(name, command);
  };
  expect((await deploy(specOf(pack), host)).outcome).toBe('finished');
  return argv;
}

const planners = (host: DoubleHost) =>
  [...host.docker.images.values()].filter(({ labels }) => labels[dockerLabel.kind] === 'planner');

describe('the container of a planner', () => {
  it.each(['nixpacks', 'railpack'] as const)(
    'of %s has the source and the program, to be read',
    async (pack) => {
      const argv = await plannerOf(pack, machine());
      const tool = `/var/lib/gantry/tools/${pack}-`;
      expect(argv).toMatch(/--user 65534:65534 --cap-drop=ALL .* --security-opt no-new-privileges /);
      expect(argv).toContain(` sha256:${'1'.padStart(64, '0')} ${tool}`);
      expect(argv.match(/type=bind\S+(?<!,readonly)(?= )/g) ?? []).toEqual(
        pack === 'nixpacks'
          ? []
          : ['type=bind,source=/var/lib/gantry/gantry1/workloads/app0001/railpack,target=/tmp/railpack'],
      );
      expect(argv).toContain(pack === 'nixpacks' ? '--network none' : '--network bridge');
      expect(argv).toContain('source=/var/lib/gantry/tools,target=/var/lib/gantry/tools,readonly');
      expect(argv).not.toContain('gantry.resource');
    },
  );

  it('has a program that is elsewhere, and nothing beside it', async () => {
    const host = machine();
    host.answers.unshift(
      ['/var/lib/gantry/tools/', { code: 127 }],
      ['sh -c command -v', { stdout: '/usr/local/bin/nixpacks\n' }],
    );
    expect(await plannerOf('nixpacks', host)).toContain(
      'source=/usr/local/bin/nixpacks,target=/usr/local/bin/nixpacks,readonly',
    );
    host.answers.unshift(['sh -c command -v', { stdout: 'nixpacks\n' }]);
    host.startedJobs.length = 0;
    expect((await deploy(sampleSpec({ ...specOf('nixpacks'), force: true }), host)).reason).toMatch(
      /^The path of nixpacks on this server cannot be found/,
    );
  });

  it('gets the certificate authorities of the server with a network, or is not started', async () => {
    const host = machine();
    host.answers.push(
      ['realpath -- /etc/ssl/certs/ca-certificates.crt', { code: 1 }],
      ['realpath -- /etc/pki/tls/certs/ca-bundle.crt', { stdout: '/etc/pki/real.pem\n' }],
    );
    expect(await plannerOf('railpack', host)).toContain(
      'source=/etc/pki/real.pem,target=/etc/ssl/certs/ca-certificates.crt,readonly',
    );
    const without = machine();
    without.answers.push(['realpath -- /etc/', { code: 1 }]);
    const result = await deploy(specOf('railpack'), without);
    expect(result.reason).toMatch(
      /^This server has no certificate authorities.*Install ca-certificates there\.$/,
    );
    expect(without.startedJobs).toEqual([]);
  });

  it.each([0, 1])('is gone with its image after the planner ended with %s', async (code) => {
    const host = machine();
    host.jobCode = code;
    const removed: string[] = [];
    const remove = host.docker.removeContainer.bind(host.docker);
    host.docker.removeContainer = async (name) => {
      removed.push(name);
      await remove(name);
    };
    const { outcome, reason } = await deploy(specOf('nixpacks'), host);
    expect(removed).toContain('dep0001-plan');
    expect(planners(host)).toEqual([]);
    expect(outcome).toBe(code === 0 ? 'finished' : 'failed');
    if (code !== 0) expect(reason).toMatch(/^nixpacks could not plan this build\. See the lines above/);
  });

  it('is used by the worker that resumes the deployment, whenever the first one was killed, and is gone then', async () => {
    const spec = specOf('nixpacks');
    let journal = new MemoryJournal();
    expect((await deploy(spec, machine(), journal)).outcome).toBe('finished');
    const { writes } = journal;
    for (let last = 0; last < writes; last++) {
      const host = machine();
      journal = new MemoryJournal();
      journal.killAfter(last);
      await expect(deploy(spec, host, journal)).rejects.toBeInstanceOf(JournalLost);
      journal.revive();
      expect((await deploy(spec, host, journal)).outcome).toBe('finished');
      expect(host.startedJobs.filter((name) => name === 'dep0001-plan')).toHaveLength(1);
      expect(planners(host)).toEqual([]);
    }
  });
});
