import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../auth/context';
import { type Role, roles } from '../domain/permission/role-matrix';
import { reachOf } from '../domain/permission/role-reach';
import { isPermission, type Permission } from '../domain/permission/vocabulary';
import { appRouter } from './root';
import { openTestApi, type TestApi, type TestOrganization } from './testing';
import type { ProcedureMeta } from './trpc';

/** The router tree. Every procedure in it is tested against the table of §6. */
const tree: Record<string, AnyTRPCProcedure> = (appRouter as AnyTRPCRouter)._def.procedures;
const guarded = Object.entries(tree).flatMap(([path, procedure]) => {
  const { action } = procedure._def.meta as ProcedureMeta; // the widest router type forgets what t was made with
  return isPermission(action) ? [{ path, action }] : [];
});

/** Procedures whose services refuse more than the permission that they share with others. */
const stricter = new Set(['user.list']); // `user:read` is also reading one's own profile

let test: TestApi;
let organization: TestOrganization;
beforeAll(async () => {
  test = await openTestApi();
  organization = await test.addOrganization();
});
afterAll(() => test.close());

/** Every role without any grants and with all possible ones, in a project that does not exist. */
const holders: { role: Role; given: string; change: (permission: Permission) => Partial<Principal> }[] = [
  { role: 'owner', given: 'nothing', change: () => ({}) },
  { role: 'admin', given: 'nothing', change: () => ({}) },
  { role: 'member', given: 'nothing', change: () => ({}) },
  {
    role: 'member',
    given: 'grants',
    change: () => ({
      grants: [{ projectUuid: 'aaaaaaaaaaaaaaaaaaaaaaaa', abilities: ['read:sensitive', 'write', 'deploy'] }],
    }),
  },
  { role: 'custom', given: 'nothing', change: () => ({ customRole: customRole([]) }) },
  {
    role: 'custom',
    given: 'the permission',
    change: (permission) => ({ customRole: customRole([permission]) }),
  },
];

function customRole(permissions: string[]): NonNullable<Principal['customRole']> {
  return { id: '11111111-1111-4111-8111-111111111111', name: 'R', permissions, projects: [] };
}

/** Whether the call is refused because of the role. Other outcomes do not matter here. */
async function isRefused(path: string, role: Role, change: Partial<Principal>): Promise<boolean> {
  const [domain = '', name = ''] = path.split('.');
  const caller = organization.as(role, undefined, change) as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >; // by name, because the names come from the tree
  try {
    await caller[domain]?.[name]?.({});
    return false;
  } catch (error) {
    const { cause } = error as { cause?: { code?: string; check?: string } };
    return cause?.code === 'forbidden' && (cause.check === 'role' || cause.check === 'action');
  }
}

describe.each(holders)('$role with $given', ({ role, change }) => {
  it.each(guarded)('$path ($action)', async ({ path, action }) => {
    const changed = change(action);
    const principal = { ...organization.principal(role), ...changed };
    const where = reachOf(principal, action);
    const refused = await isRefused(path, role, changed);
    // If some projects permit it, the object decides: access.integration.test.ts.
    if (where === 'nowhere') expect(refused).toBe(true);
    else if (where === 'everywhere' && !stricter.has(path)) expect(refused).toBe(false);
  });
});

it('asks about all roles, and about procedures that each cell refuses and permits', () => {
  expect(new Set(holders.map(({ role }) => role))).toEqual(new Set(roles));
  expect(guarded.length).toBeGreaterThan(60);
});
