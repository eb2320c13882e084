import { describe, expect, it } from 'vitest';
import { AppError } from '../../domain/error';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { renderPlan } from '../plan/render';
import { runPlan } from '../run/run';
import { workloadsOn } from '../testing/deploy';
import { DoubleHost, headCommit } from '../testing/double-host';
import { MemoryArchive } from '../testing/memory-archive';
import { MemoryJournal } from '../testing/memory-journal';
import { sampleSpec } from '../testing/sample-spec';
import { VirtualClock } from '../testing/virtual-clock';
import { buildPlan } from './application';
import { secretsOfSpec } from './secrets';

const specOf = (registry: string | null): DeploymentSpec => {
  const spec = sampleSpec();
  const image = { ...spec.image, name: registry ?? spec.image.name, isInRegistry: registry !== null };
  return { ...spec, image, buildServer: { uuid: 'srv0002', name: 'builder' } };
};

/** Set up two machines, and record what runs on them. */
function stage(spec: DeploymentSpec) {
  const host = new DoubleHost();
  const buildServer = new DoubleHost('srv0002');
  const run = (journal = new MemoryJournal(), changes: { buildServer?: DoubleHost } = { buildServer }) =>
    runPlan({
      plan: buildPlan(spec),
      secrets: secretsOfSpec(spec),
      deadlineMs: spec.deadlines.totalMs,
      host,
      ...changes,
      journal,
      archive: new MemoryArchive(),
      clock: new VirtualClock(),
      signal: new AbortController().signal,
    });
  return { host, buildServer, run };
}

const lines = ({ commands }: DoubleHost) => commands.map(({ argv }) => argv.join(' '));
const named = (machine: DoubleHost, start: string) => lines(machine).filter((line) => line.startsWith(start));

describe('a build server', () => {
  it('fetches and builds, and the image goes from it to the server that runs it', async () => {
    const { host, buildServer, run } = stage(specOf(null));
    const { outcome, reason, facts } = await run();
    expect([outcome, reason]).toEqual(['finished', undefined]);
    expect(buildServer.startedJobs).toEqual(['dep0001-build']);
    expect(host.startedJobs).toEqual([]);
    expect(named(host, 'git')).toEqual([]);
    expect(named(host, 'docker push')).toEqual([]);
    expect(facts.components?.main?.image).toBe(`app0001:${headCommit}`);
    expect(host.docker.images.has(`app0001:${headCommit}`)).toBe(true);
    expect(workloadsOn(host)).toEqual(['app0001-dep0001 running']);
    expect(workloadsOn(buildServer)).toEqual([]);
    expect(lines(buildServer).at(-1)).toBe('rm -rf -- /var/lib/gantry/gantry1/deployments/dep0001');
    expect(named(host, 'rm -rf -- /var/lib/gantry/gantry1/deployments')).toEqual([]);
  });

  it('pushes to a registry, from which the image is pulled', async () => {
    const { host, buildServer, run } = stage(specOf('registry.example/shop'));
    const { pullImage } = host.docker;
    let hasImage = false;
    host.docker.pullImage = async (reference) => {
      if (reference.startsWith('registry.') && !hasImage) throw new AppError('unavailable', 'Not there.');
      return pullImage.call(host.docker, reference);
    };
    const first = await run();
    expect(first).toMatchObject({ outcome: 'failed', failedStep: 'bring-image' });
    expect(named(buildServer, 'docker push')).toEqual([
      `docker push --quiet -- registry.example/shop:${headCommit}`,
    ]);
    hasImage = true;
    expect((await run(new MemoryJournal())).outcome).toBe('finished');
    expect(workloadsOn(host)).toEqual(['app0001-dep0001 running']);
  });

  it('fails the deployment when it cannot push: no other server would have the image', async () => {
    const { host, buildServer, run } = stage(specOf('registry.example/shop'));
    const { pullImage } = host.docker;
    host.docker.pullImage = async (reference) => {
      if (reference.startsWith('registry.')) throw new AppError('unavailable', 'Not there.');
      return pullImage.call(host.docker, reference);
    };
    buildServer.answers.push(['docker push', { code: 1, stderr: 'no basic auth credentials' }]);
    expect(await run()).toMatchObject({
      outcome: 'failed',
      failedStep: 'build',
      reason: expect.stringContaining('The image was not pushed: no basic auth credentials'),
    });
  });

  it('is not needed for an image that is there', async () => {
    const { buildServer, run } = stage(specOf(null));
    await run();
    const again = buildServer.startedJobs.length;
    expect((await run(new MemoryJournal())).outcome).toBe('finished');
    expect(buildServer.startedJobs).toHaveLength(again);
  });

  it('is where a build is stopped', async () => {
    const { host, buildServer, run } = stage(specOf(null));
    buildServer.jobCode = 1;
    expect(await run()).toMatchObject({ outcome: 'failed', failedStep: 'build' });
    expect([buildServer.killedJobs, host.killedJobs]).toEqual([['dep0001-build'], []]);
  });

  it('that was removed fails the deployment and harms nothing', async () => {
    const { host, run } = stage(specOf(null));
    const result = await run(new MemoryJournal(), {});
    expect(result).toMatchObject({
      outcome: 'failed',
      reason: 'The build server of this deployment was removed.',
    });
    expect(workloadsOn(host)).toEqual([]);
  });

  it('of another kind of processor fails the deployment before anything is built, and says what to do', async () => {
    const { host, buildServer, run } = stage(specOf('registry.example/shop'));
    buildServer.docker.arch = 'arm64';
    const result = await run();
    expect(result).toMatchObject({ outcome: 'failed', failedStep: 'compare-platforms' });
    expect(result.reason).toContain('builder is linux/arm64 and this server is linux/amd64');
    expect(result.reason).toContain('`--platform linux/amd64` in custom_docker_run_options');
    expect(buildServer.startedJobs).toEqual([]);
    expect(workloadsOn(host)).toEqual([]);
  });

  it('of another kind builds for the platform that is said, and brings what is there already', async () => {
    const spec = specOf(null);
    const { buildServer, run } = stage({ ...spec, build: { ...spec.build, platform: 'linux/amd64' } });
    buildServer.docker.arch = 'arm64';
    expect((await run()).outcome).toBe('finished');
    expect(buildServer.startedJobs).toEqual(['dep0001-build']);
    const { host, buildServer: later, run: runLater } = stage(spec);
    await runLater();
    later.docker.arch = 'arm64';
    expect((await runLater()).outcome).toBe('finished');
    expect([later.startedJobs, workloadsOn(host)]).toEqual([['dep0001-build'], ['app0001-dep0001 running']]);
  });

  it('is named by the steps of the plan that are done there', () => {
    const titles = renderPlan(buildPlan(specOf(null))).map(({ title }) => title);
    expect(titles.filter((title) => /build/i.test(title))).toEqual([
      'Find the commit of main on builder',
      'Fetch the source on builder',
      'Build the image on builder',
      'Transfer the image from the build server',
    ]);
  });
});
