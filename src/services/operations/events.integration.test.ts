import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '../context';
import { startDeployment } from '../deployments/start';
import { operationEvents, type PositionedEvent } from './events';
import { type DeploymentLab, openDeploymentLab } from './testing';

let lab: DeploymentLab;
let scope: Scope;
let server: { id: number; uuid: string };
let uuid: string;

beforeAll(async () => {
  lab = await openDeploymentLab();
  scope = await lab.addOrganization();
  server = await lab.addServer(scope);
  const application = await lab.addApplication(scope, server);
  uuid = (await startDeployment(scope, { applicationUuid: application.uuid, kind: 'deploy', force: false }))
    .uuid;
});
afterAll(() => lab.close());

async function collect(
  after: number,
  limit = Number.POSITIVE_INFINITY,
  withLog = true,
): Promise<PositionedEvent[]> {
  const events: PositionedEvent[] = [];
  const signal = new AbortController().signal;
  for await (const event of operationEvents(scope, { operationUuid: uuid, after, withLog, signal })) {
    events.push(event);
    if (events.length >= limit) break;
  }
  return events;
}

const lines = (events: PositionedEvent[]) =>
  events.flatMap(({ event }) => (event.kind === 'log' ? [event.line.sequence] : []));

describe('operationEvents', () => {
  it('follows a deployment live to its end, then ends', async () => {
    const followed = collect(0);
    await lab.runNext(server);
    const events = await followed;
    expect(lines(events)).toEqual([1, 2, 3, 4, 5]);
    expect(events.at(-1)?.event).toMatchObject({ kind: 'status', status: 'finished' });
    const done = events.flatMap(({ event }) =>
      event.kind === 'step' && event.step.state === 'done' ? [event.step.stepId] : [],
    );
    expect(done).toEqual(['prepare-network', 'image', 'start', 'switch', 'clean']);
  });

  it('goes on where a reader left off, whereever that was: nothing lost, nothing twice', async () => {
    for (const left of [1, 2, 3, 4, 5]) {
      const first = await collect(0, left);
      const rest = await collect(first.at(-1)?.position ?? 0);
      expect([...lines(first), ...lines(rest)]).toEqual([1, 2, 3, 4, 5]);
    }
  });

  it('tells steps and states but no lines to those who may not see them', async () => {
    const events = await collect(0, undefined, false);
    expect(lines(events)).toEqual([]);
    expect(events.some(({ event }) => event.kind === 'step')).toBe(true);
  });

  it('is not found from another organization', async () => {
    const stranger = await lab.addOrganization();
    const request = { operationUuid: uuid, after: 0, withLog: true, signal: new AbortController().signal };
    await expect(operationEvents(stranger, request).next()).rejects.toMatchObject({
      message: 'Deployment not found.',
    });
  });
});
