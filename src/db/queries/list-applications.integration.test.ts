import { afterAll, beforeAll, expect, it } from 'vitest';
import { newUuid } from '../../lib/random';
import type { Database } from '../database';
import type { Pool } from '../pool';
import { createTestDatabase } from '../testing';
import { listApplicationRows } from './list-applications';
import type { WorkloadFilter } from './list-workloads';

let database: Database;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: Plan[];
}

const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

/** List the tables that are read below the node that limits the page. */
async function tablesBelowLimit(filter: Partial<WorkloadFilter>): Promise<string[]> {
  let plan: Plan | undefined;
  const explaining = {
    async query({ text, values }: { text: string; values: unknown[] }) {
      const { rows } = await database.pool.query(`EXPLAIN (FORMAT JSON) ${text}`, values);
      plan = rows[0]['QUERY PLAN'][0].Plan;
      return { rows: [] };
    },
  } as unknown as Pool; // only what the list uses of a pool
  await listApplicationRows(explaining, { organizationId: crypto.randomUUID(), visibility: null, ...filter });
  const limit = plan && nodes(plan).find((node) => node['Node Type'] === 'Limit');
  return limit ? nodes(limit).flatMap((node) => node['Relation Name'] ?? []) : [];
}

it('cuts a page out of the applications before anything is joined, whatever its size', async () => {
  for (const take of [1, 20, 37, 5_000]) expect(await tablesBelowLimit({ take })).toEqual(['workloads']);
  expect(await tablesBelowLimit({ take: 20, skip: 40, search: 'x' })).toEqual(['workloads']);
});

it('joins first where the place of an application decides', async () => {
  expect(await tablesBelowLimit({ take: 20, environmentUuid: newUuid() })).toContain('environments');
  const visibility = { projects: [newUuid()], objects: null };
  expect(await tablesBelowLimit({ take: 20, visibility })).toContain('projects');
});
