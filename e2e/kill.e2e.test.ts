// `kill -9` of Gantry at every step boundary of a deployment: it ends in a correct state whatever was going on.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployed } from './gantry/deployment';
import { containersOf, type Fixture, imageApplication, openFixture, quickCheck } from './gantry/fixture';
import { killAt, sharedOut } from './gantry/kill-at';
import { settled } from './gantry/operation';
import type { Boundary } from './gantry/step-gate';
import { visit } from './gantry/visit';

/** About fifty starts of Gantry; a loaded machine needs its time for them. */
const LIMIT_MS = 30 * 60_000;

let fixture: Fixture;
/** Steps of a deployment from an image. */
let imageSteps: string[] = [];
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture?.close());

/** Ask the proxy over and over; count answers that are not from a version of the application. */
async function watch(domain: string, signal: AbortSignal): Promise<{ asked: number; lost: string[] }> {
  const lost: string[] = [];
  let asked = 0;
  while (!signal.aborted) {
    const { status, body } = await visit(fixture.host, domain);
    asked++;
    if (status !== 200 || !body.startsWith('version ')) lost.push(`${status} ${body}`);
    // Ten a second find an application that is down; the suite of routes has the load that finds a single lost request.
    await sleep(100);
  }
  return { asked, lost };
}

/** Why the proxy lost a request, for the reader of the failure. */
async function proxyLog(): Promise<string> {
  return (await fixture.host.exec(['sh', '-c', 'docker logs --tail 20 coolify-proxy 2>&1'])).stdout;
}

/** The steps of a finished deployment of this application, in order. */
async function stepsOf(deployment: string): Promise<string[]> {
  const steps: { id: string }[] = await fixture.gantry.rest.get(`/deployments/${deployment}/steps`);
  return steps.map(({ id }) => id);
}

/**
 * Before the first step, and after the work of each, which the journal does not have yet: it is done a second time then.
 * Tests in memory kill before and after every write (`engine/testing/memory-journal.ts`).
 */
function boundariesOf(steps: readonly string[]): Boundary[] {
  return [
    ...steps.slice(0, 1).map((step): Boundary => ({ step, at: 'start' })),
    ...steps.map((step): Boundary => ({ step, at: 'end' })),
  ];
}

/** Kill Gantry at these boundaries of a release; what runs afterwards is looked at by `isWell`. */
async function survives(
  { workload, domain, boundaries }: { workload: string; domain: string; boundaries: readonly Boundary[] },
  release: () => Promise<unknown>,
  isWell: (where: string) => Promise<void>,
): Promise<void> {
  expect(boundaries.length).toBeGreaterThan(2);
  for (const group of sharedOut(boundaries)) {
    const where = group.map(({ step, at }) => `${step} ${at}`).join(', ');
    const stop = new AbortController();
    const watching = watch(domain, stop.signal);
    await killAt(fixture.gantry, group, release);
    const last = await settled(fixture.gantry, workload);
    expect(['finished', 'failed'], where).toContain(last?.status);
    if (last?.status === 'failed') expect(last.reason, where).toBeTruthy();
    await isWell(where);
    stop.abort();
    const { asked, lost } = await watching;
    expect(lost, lost.length > 0 ? `${where}\n${await proxyLog()}` : where).toEqual([]);
    expect(asked, where).toBeGreaterThan(0);
  }
}

/** One container is left of an application, and it runs. */
async function hasOneContainer(application: string, where: string): Promise<void> {
  await expect
    .poll(async () => (await containersOf(fixture.host, application)).all.length, {
      timeout: 60_000,
      message: where,
    })
    .toBe(1);
  expect((await containersOf(fixture.host, application)).running, where).toHaveLength(1);
}

/** Release an application over and over; return the steps of a release. */
async function applicationSurvives(
  workload: string,
  domain: string,
  isOfInterest: (step: string) => boolean,
): Promise<string[]> {
  const steps = await stepsOf((await deployed(fixture.gantry, workload)).deployment_uuid);
  await survives(
    { workload, domain, boundaries: boundariesOf(steps.filter(isOfInterest)) },
    () => fixture.gantry.rest.post(`/deploy?uuid=${workload}&force=true`),
    (where) => hasOneContainer(workload, where),
  );
  return steps;
}

/** A service that is built and a worker, both of which each commit changes. */
function composeFiles(version: number): Record<string, string> {
  return {
    'docker-compose.yaml': `services:
  web:
    build: .
    environment: [SERVICE_URL_WEB_8080, VERSION=${version}]
    depends_on: [worker]
    stop_grace_period: 1s
    healthcheck: {test: [CMD, 'true'], interval: 1s}
  worker:
    image: gantry-test/web:1
    environment: [VERSION=${version}]
    healthcheck: {test: [CMD, 'true'], interval: 1s}
    stop_grace_period: 1s
    volumes: ["state:/state"]
`,
    Dockerfile: 'FROM gantry-test/web:1\n',
  };
}

/** The version of each running component; fails when there are other containers. */
async function versionsOf(workload: string, where: string): Promise<string[]> {
  await expect
    .poll(async () => (await containersOf(fixture.host, workload)).all.sort(), {
      timeout: 60_000,
      message: where,
    })
    .toEqual([`web-${workload}`, `worker-${workload}`]);
  const { running } = await containersOf(fixture.host, workload);
  expect(running, where).toHaveLength(2);
  return Promise.all(
    running.map(async (name) => {
      const { stdout } = await fixture.host.exec(['docker', 'exec', name, 'printenv', 'VERSION']);
      return stdout.trim();
    }),
  );
}

describe('kill -9 at every step boundary', () => {
  it(
    'of a deployment from an image',
    async () => {
      const uuid = await imageApplication(fixture, 'gantry-test/web:1', {
        domains: 'http://kill.example',
        stop_grace_period: 1,
      });
      imageSteps = await applicationSurvives(uuid, 'kill.example', () => true);
      expect(imageSteps.length).toBeGreaterThan(4);
    },
    LIMIT_MS,
  );

  it(
    'of what a deployment that builds from Git does beside that',
    async () => {
      const { git } = fixture.lab;
      await git.createRepo('kill', { Dockerfile: 'FROM gantry-test/web:2\nENV VERSION=built\n' });
      const { uuid } = await fixture.gantry.rest.post('/applications/public', {
        ...fixture.place,
        ...quickCheck,
        git_repository: git.httpUrl('kill'),
        git_branch: 'main',
        build_pack: 'dockerfile',
        domains: 'http://kill-git.example',
        stop_grace_period: 1,
      });
      await applicationSurvives(uuid, 'kill-git.example', (step) => !imageSteps.includes(step));
    },
    LIMIT_MS,
  );

  it(
    'of the release of a compose file from Git',
    async () => {
      const { git } = fixture.lab;
      const { gantry } = fixture;
      let version = 1;
      await git.createRepo('kill-compose', composeFiles(version));
      const { uuid } = await gantry.rest.post('/applications/public', {
        ...fixture.place,
        git_repository: git.httpUrl('kill-compose'),
        git_branch: 'main',
        build_pack: 'dockercompose',
      });
      const release = async () => {
        version++;
        await git.commit('kill-compose', composeFiles(version), `Version ${version}`);
        await gantry.rest.post(`/deploy?uuid=${uuid}`);
      };
      await deployed(gantry, uuid);
      const { applications } = await gantry.rest.get(`/services/${uuid}`);
      const { fqdn } = applications.find(({ name }: { name: string }) => name === 'web');
      await release();
      const second = await settled(gantry, uuid);
      expect(second?.status).toBe('finished');
      const steps = await stepsOf(second?.uuid ?? '');
      expect(steps.length).toBeGreaterThan(imageSteps.length);
      await survives(
        {
          workload: uuid,
          domain: new URL(fqdn).hostname,
          boundaries: boundariesOf(steps),
        },
        release,
        async (where) => {
          const [web, worker] = await versionsOf(uuid, where);
          expect(web, where).toBe(worker);
        },
      );
    },
    LIMIT_MS,
  );
});
