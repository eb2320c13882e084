// `kill -9` of Gantry at every step of what is done with a database: one of the two right states, and nothing left over.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { containersOf, type Fixture, openFixture, runBeside } from './gantry/fixture';
import { killAt, sharedOut } from './gantry/kill-at';
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

/** Kill Gantry after the work of each of these steps, in as few operations as survive that. */
async function survives(
  steps: readonly string[],
  test: (operation: Operation) => Promise<void>,
): Promise<void> {
  for (const group of sharedOut(steps.map((step) => ({ step, at: 'end' }))))
    await test({
      where: group.map(({ step }) => step).join(', '),
      killed: (ask) => killAt(fixture.gantry, group, ask),
    });
}

interface Operation {
  /** Names of the steps, for the reader of a failure. */
  where: string;
  /** Ask for the operation, which is killed at each of them. */
  killed: (ask: () => Promise<unknown>) => Promise<void>;
}

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
      await survives(startSteps, async ({ where, killed }) => {
        const uuid = await create();
        await killed(() => api().post(`/databases/${uuid}/start`, {}));
        expect(await settled(uuid), where).toBe('finished');
        await isWell(uuid, where);
        await api().delete(`/databases/${uuid}`);
      });
    },
    LIMIT_MS,
  );

  it(
    'of a restart',
    async () => {
      const uuid = await running();
      const steps = ['create', 'stop-previous', 'start', 'health', 'remove-previous'];
      await survives(steps, async ({ where, killed }) => {
        await killed(() => api().post(`/databases/${uuid}/restart`, {}));
        expect(await settled(uuid), where).toBe('finished');
        await isWell(uuid, where);
      });
    },
    LIMIT_MS,
  );

  it(
    'of a change of the credentials',
    async () => {
      const uuid = await running();
      await survives(['previous', 'credentials'], async ({ where, killed }) => {
        const postgres_password = 'after-the-kill';
        await killed(() => api().patch(`/databases/${uuid}`, { postgres_password }));
        expect(await settled(uuid), where).toBe('finished');
        expect((await api().get(`/databases/${uuid}`)).postgres_password).toBe(postgres_password);
        await isWell(uuid, where);
      });
    },
    LIMIT_MS,
  );

  it(
    'of a deletion',
    async () => {
      await survives(['previous', 'stop', 'remove', 'remove-volumes'], async ({ where, killed }) => {
        const uuid = await running();
        await killed(() => api().delete(`/databases/${uuid}`));
        expect(await settled(uuid), where).toMatch(/gone|finished/);
        expect((await containersOf(fixture.host, uuid)).all, where).toEqual([]);
        const { stdout } = await fixture.host.exec(['docker', 'volume', 'ls', '--quiet']);
        expect(stdout, where).not.toContain(uuid);
      });
    },
    LIMIT_MS,
  );
});
