// `kill -9` of Gantry at every step of what is done with a database: one of the two right states, and nothing left over.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { containersOf, type Fixture, openFixture, runBeside } from './gantry/fixture';
import { killAt as killGantryAt } from './gantry/kill-at';
import { settled as lastOperation } from './gantry/operation';

const LIMIT_MS = 10 * 60_000;
const IMAGE = 'postgres:16-alpine';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
  await fixture.host.loadDatabaseImage(IMAGE);
});
afterAll(() => fixture?.close());

const api = () => fixture.gantry.rest;

const killAt = (step: string, ask: () => Promise<unknown>) =>
  killGantryAt(fixture.gantry, { step, at: 'end' }, ask);

/** How the last operation of a database ended. */
const settled = async (uuid: string) => (await lastOperation(fixture.gantry, uuid))?.status ?? 'gone';

async function create(): Promise<string> {
  return (await api().post('/databases/postgresql', fixture.place)).uuid;
}

async function running(): Promise<string> {
  const uuid = await create();
  await api().post(`/databases/${uuid}/start`, {});
  expect(await settled(uuid)).toBe('finished');
  return uuid;
}

/** What the URL of a database answers to a client of its own. */
async function query(uuid: string): Promise<string> {
  const { internal_db_url } = await api().get(`/databases/${uuid}`);
  return runBeside(fixture.host, uuid, IMAGE, ['psql', internal_db_url, '-Atc', 'SELECT 42']);
}

async function isWell(uuid: string, where: string): Promise<void> {
  const { running: runs, all } = await containersOf(fixture.host, uuid);
  expect(runs, where).toEqual([uuid]);
  expect(all, where).toEqual([uuid]);
  expect(await query(uuid), where).toBe('42');
}

const startSteps = ['preflight', 'network', 'image', 'inspect', 'data-folder', 'create', 'start', 'health'];

describe('kill -9 at every step', () => {
  it(
    'of the first start of a database',
    async () => {
      for (const step of startSteps) {
        const uuid = await create();
        await killAt(step, () => api().post(`/databases/${uuid}/start`, {}));
        expect(await settled(uuid), step).toBe('finished');
        await isWell(uuid, step);
        await api().delete(`/databases/${uuid}`);
      }
    },
    LIMIT_MS,
  );

  it(
    'of a restart',
    async () => {
      const uuid = await running();
      for (const step of ['create', 'stop-previous', 'start', 'health', 'remove-previous']) {
        await killAt(step, () => api().post(`/databases/${uuid}/restart`, {}));
        expect(await settled(uuid), step).toBe('finished');
        await isWell(uuid, step);
      }
    },
    LIMIT_MS,
  );

  it(
    'of a change of the credentials',
    async () => {
      const uuid = await running();
      for (const step of ['previous', 'credentials']) {
        const postgres_password = `after-${step}`;
        await killAt(step, () => api().patch(`/databases/${uuid}`, { postgres_password }));
        expect(await settled(uuid), step).toBe('finished');
        expect((await api().get(`/databases/${uuid}`)).postgres_password).toBe(postgres_password);
        await isWell(uuid, step);
      }
    },
    LIMIT_MS,
  );

  it(
    'of a deletion',
    async () => {
      for (const step of ['previous', 'stop', 'remove', 'remove-volumes']) {
        const uuid = await running();
        await killAt(step, () => api().delete(`/databases/${uuid}`));
        expect(await settled(uuid), step).toMatch(/gone|finished/);
        expect((await containersOf(fixture.host, uuid)).all, step).toEqual([]);
        const { stdout } = await fixture.host.exec(['docker', 'volume', 'ls', '--quiet']);
        expect(stdout, step).not.toContain(uuid);
      }
    },
    LIMIT_MS,
  );
});
