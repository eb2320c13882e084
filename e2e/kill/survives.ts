import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { containersOf, type Fixture } from '../gantry/fixture';
import { killAt, sharedOut } from '../gantry/kill-at';
import { settled } from '../gantry/operation';
import type { Boundary } from '../gantry/step-gate';
import { visit } from '../gantry/visit';
import type { LabHost } from '../lab/types';

/** Ask the proxy over and over; count answers that are not from a version of the application. */
async function watch(
  host: LabHost,
  domain: string,
  signal: AbortSignal,
): Promise<{ asked: number; lost: string[] }> {
  const lost: string[] = [];
  let asked = 0;
  while (!signal.aborted) {
    const { status, body } = await visit(host, domain);
    asked++;
    if (status !== 200 || !body.startsWith('version ')) lost.push(`${status} ${body}`);
    // Ten a second find an application that is down; the suite of routes has the load that finds a single lost request.
    await sleep(100);
  }
  return { asked, lost };
}

/** Why the proxy lost a request, for the reader of the failure. */
async function proxyLog(host: LabHost): Promise<string> {
  return (await host.exec(['sh', '-c', 'docker logs --tail 20 coolify-proxy 2>&1'])).stdout;
}

/**
 * Before the first step, and after the work of each, which the journal does not have yet: it is done a second time then.
 * Tests in memory kill before and after every write (`engine/testing/memory-journal.ts`).
 */
export function boundariesOf(steps: readonly string[]): Boundary[] {
  expect(steps.length).toBeGreaterThan(1);
  return [
    ...steps.slice(0, 1).map((step): Boundary => ({ step, at: 'start' })),
    ...steps.map((step): Boundary => ({ step, at: 'end' })),
  ];
}

/** Kill Gantry at these boundaries of a release; what runs afterwards is looked at by `isWell`. */
export async function survives(
  { gantry, host }: Fixture,
  { workload, domain, boundaries }: { workload: string; domain: string; boundaries: readonly Boundary[] },
  release: () => Promise<unknown>,
  isWell: (where: string) => Promise<void>,
): Promise<void> {
  for (const group of sharedOut(boundaries)) {
    const where = group.map(({ step, at }) => `${step} ${at}`).join(', ');
    const stop = new AbortController();
    const watching = watch(host, domain, stop.signal);
    await killAt(gantry, group, release);
    const last = await settled(gantry, workload);
    expect(['finished', 'failed'], where).toContain(last?.status);
    if (last?.status === 'failed') expect(last.reason, where).toBeTruthy();
    await isWell(where);
    stop.abort();
    const { asked, lost } = await watching;
    expect(lost, lost.length > 0 ? `${where}\n${await proxyLog(host)}` : where).toEqual([]);
    expect(asked, where).toBeGreaterThan(0);
  }
}

/** One container is left of an application, and it runs. */
export async function hasOneContainer({ host }: Fixture, application: string, where: string): Promise<void> {
  await expect
    .poll(async () => (await containersOf(host, application)).all.length, {
      timeout: 60_000,
      message: where,
    })
    .toBe(1);
  expect((await containersOf(host, application)).running, where).toHaveLength(1);
}
