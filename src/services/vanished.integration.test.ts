import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../db/database';
import { createTestDatabase } from '../db/testing';
import { newUuid } from '../lib/random';
import { vanishedError } from './vanished';

let database: Database;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

it('a write about a row that was deleted meanwhile is a conflict', async () => {
  const { unscoped: db } = database;
  const gone = await failure(db.project.update({ where: { id: 1 }, data: { name: 'x' } }));
  expect(vanishedError(gone)).toMatchObject({ code: 'conflict', cause: gone });
});

it('so is a new row below one that was', async () => {
  const { unscoped: db } = database;
  const orphan = await failure(
    db.project.create({ data: { uuid: newUuid(), name: 'x', organizationId: randomUUID() } }),
  );
  expect(vanishedError(orphan)).toMatchObject({ code: 'conflict' });
});

it('other errors are what they were', async () => {
  expect(vanishedError(new Error('x'))).toBeNull();
  const { unscoped: db } = database;
  const data = { no: 1, slug: 'twice', name: 'Twice' };
  await db.organization.create({ data });
  expect(vanishedError(await failure(db.organization.create({ data: { ...data, no: 2 } })))).toBeNull();
});
