import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from './database';
import { type ScopedDb, scopeToOrganization } from './scope';
import { createTestDatabase } from './testing';

let database: Database;
let mine: ScopedDb;
let theirs: ScopedDb;

beforeAll(async () => {
  database = await createTestDatabase();
  const create = (no: number) =>
    database.unscoped.organization.create({
      data: { no, slug: `organization-${no}`, name: `Organization ${no}` },
    });
  const [first, second] = [await create(0), await create(1)];
  mine = scopeToOrganization(database.unscoped, first.id);
  theirs = scopeToOrganization(database.unscoped, second.id);
});

afterAll(() => database.close());

async function newProject(db: ScopedDb, uuid: string) {
  return db.project.create({ data: { uuid, name: uuid, organizationId: db.organizationId } });
}

test('rows of another organization are not there, whatever the query', async () => {
  await newProject(theirs, 'theirs-project-1');
  const where = { uuid: 'theirs-project-1' };
  expect(await mine.project.findUnique({ where })).toBeNull();
  expect(await mine.project.findFirst({ where })).toBeNull();
  expect(await mine.project.findMany({ where })).toEqual([]);
  expect(await mine.project.count({ where })).toBe(0);
  expect(await mine.project.updateMany({ where, data: { name: 'taken' } })).toEqual({ count: 0 });
  expect(await mine.project.deleteMany({ where })).toEqual({ count: 0 });
  await expect(mine.project.update({ where, data: { name: 'taken' } })).rejects.toThrow();
  await expect(mine.project.delete({ where })).rejects.toThrow();
  expect((await theirs.project.findUnique({ where }))?.name).toBe('theirs-project-1');
});

test('a created row belongs to the scope, whatever the caller wrote', async () => {
  await mine.project.create({
    data: { uuid: 'mine-project-1', name: 'mine', organizationId: theirs.organizationId },
  });
  expect(await theirs.project.findUnique({ where: { uuid: 'mine-project-1' } })).toBeNull();
  expect((await mine.project.findUnique({ where: { uuid: 'mine-project-1' } }))?.organizationId).toBe(
    mine.organizationId,
  );
});

test('the scope holds inside a transaction', async () => {
  await newProject(theirs, 'theirs-project-2');
  const seen = await mine.$transaction((tx) => tx.project.findMany({ where: { uuid: 'theirs-project-2' } }));
  expect(seen).toEqual([]);
});

test('rows that belong through a parent are filtered by it', async () => {
  expect(await mine.operationLog.findMany({ where: { operationId: 1 } })).toEqual([]);
});

test('tables without an organization are refused', async () => {
  const whole = Object.assign(mine) as unknown as Database['unscoped']; // the type hides them; this is what a cast would reach
  await expect(whole.user.findMany()).rejects.toThrow('does not belong to an organization');
  await expect(whole.$queryRaw`SELECT 1`).rejects.toThrow('not available in an organization scope');
});
