// `kill -9` of Gantry at every step boundary of a deployment, and once in other work: it ends in a correct state whatever
// was going on.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployed } from './gantry/deployment';
import { containersOf, type Fixture, imageApplication, openFixture, quickCheck } from './gantry/fixture';
import { settled } from './gantry/operation';
import { describeOtherOperations } from './kill/other-operations';
import { boundariesOf, hasOneContainer, survives } from './kill/survives';

/** About fifty starts of Gantry; a loaded machine needs its time for them. */
const LIMIT_MS = 30 * 60_000;

let fixture: Fixture;
/** Applications of the tests, for those that follow. */
const applications = { image: '', git: '' };
/** Steps of a deployment from an image. */
let imageSteps: string[] = [];
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture?.close());

/** The steps of a finished deployment of this application, in order. */
async function stepsOf(deployment: string): Promise<string[]> {
  const steps: { id: string }[] = await fixture.gantry.rest.get(`/deployments/${deployment}/steps`);
  return steps.map(({ id }) => id);
}

/** Release an application over and over; return the steps of a release. */
async function applicationSurvives(
  workload: string,
  domain: string,
  isOfInterest: (step: string) => boolean,
): Promise<string[]> {
  const steps = await stepsOf((await deployed(fixture.gantry, workload)).deployment_uuid);
  await survives(
    fixture,
    { workload, domain, boundaries: boundariesOf(steps.filter(isOfInterest)) },
    () => fixture.gantry.rest.post(`/deploy?uuid=${workload}&force=true`),
    (where) => hasOneContainer(fixture, workload, where),
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
      applications.image = uuid;
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
      applications.git = uuid;
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
      // Fetching and building are the steps of the application above, and nothing that runs is touched there.
      const ofRelease = steps.slice(steps.indexOf('worker:compare'));
      expect(ofRelease.length).toBeGreaterThan(15);
      await survives(
        fixture,
        {
          workload: uuid,
          domain: new URL(fqdn).hostname,
          boundaries: boundariesOf(ofRelease),
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

describeOtherOperations(() => fixture, applications);
