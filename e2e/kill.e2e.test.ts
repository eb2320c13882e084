// `kill -9` of Gantry at every step boundary of a deployment: it ends in a correct state whatever was going on.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployed, ended } from './gantry/deployment';
import { containersOf, type Fixture, imageApplication, openFixture, quickCheck } from './gantry/fixture';
import { StepGate } from './gantry/step-gate';
import { visit } from './gantry/visit';

/** About thirty starts of Gantry each; a loaded machine needs its time for them. */
const LIMIT_MS = 30 * 60_000;

let fixture: Fixture;
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
    await sleep(20);
  }
  return { asked, lost };
}

/** Why the proxy lost a request, for the reader of the failure. */
async function proxyLog(): Promise<string> {
  return (await fixture.host.exec(['sh', '-c', 'docker logs --tail 20 coolify-proxy 2>&1'])).stdout;
}

interface Boundary {
  step: string;
  /** Before the step is begun, or before its end is written. */
  at: 'start' | 'end';
}

async function killAt(gate: StepGate, { step, at }: Boundary, application: string): Promise<string> {
  const { gantry } = fixture;
  await gate.close(step, at);
  try {
    const { deployments } = await gantry.rest.post(`/deploy?uuid=${application}&force=true`);
    await gate.reached();
    await gantry.kill('SIGKILL');
    return deployments[0].deployment_uuid;
  } finally {
    await gate.open();
    await gantry.kill('SIGKILL');
    await gantry.boot();
  }
}

/** The steps of a finished deployment of this application, in order. */
async function stepsOf(deployment: string): Promise<string[]> {
  const steps: { id: string }[] = await fixture.gantry.rest.get(`/deployments/${deployment}/steps`);
  return steps.map(({ id }) => id);
}

async function survives(application: string, domain: string): Promise<void> {
  const first = await deployed(fixture.gantry, application);
  const gate = new StepGate(fixture.gantry.database.pool);
  const boundaries = (await stepsOf(first.deployment_uuid)).flatMap((step): Boundary[] => [
    { step, at: 'start' },
    { step, at: 'end' },
  ]);
  expect(boundaries.length).toBeGreaterThan(8);
  for (const boundary of boundaries) {
    const name = `${boundary.step} ${boundary.at}`;
    const stop = new AbortController();
    const watching = watch(domain, stop.signal);
    const uuid = await killAt(gate, boundary, application);
    const deployment = await ended(fixture.gantry, uuid, 90_000);
    expect(['finished', 'failed'], name).toContain(deployment.status);
    if (deployment.status === 'failed') expect(deployment.reason, name).toBeTruthy();
    await expect
      .poll(async () => (await containersOf(fixture.host, application)).all.length, {
        timeout: 60_000,
        message: name,
      })
      .toBe(1);
    stop.abort();
    const { asked, lost } = await watching;
    expect(lost, lost.length > 0 ? `${name}\n${await proxyLog()}` : name).toEqual([]);
    expect(asked, name).toBeGreaterThan(0);
    expect((await containersOf(fixture.host, application)).running, name).toHaveLength(1);
  }
}

describe('kill -9 at every step boundary', () => {
  it(
    'of a deployment from an image',
    async () => {
      const uuid = await imageApplication(fixture, 'gantry-test/web:1', {
        domains: 'http://kill.example',
        stop_grace_period: 1,
      });
      await survives(uuid, 'kill.example');
    },
    LIMIT_MS,
  );

  it(
    'of a deployment that builds from Git',
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
      await survives(uuid, 'kill-git.example');
    },
    LIMIT_MS,
  );
});
