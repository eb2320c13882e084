import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import { expect, it } from 'vitest';
import { isPermission, projectResources, splitPermission } from '../domain/permission/vocabulary';
import { appRouter } from './root';
import type { ProcedureMeta } from './trpc';

/** Mutations that are not about a single object: their services or the gate check the permission. */
const withoutObject = new Set([
  'project.create', // refused to callers confined to projects
  // About the organization: findOwner refuses callers confined to projects.
  'teamVariable.createEnv',
  'teamVariable.updateEnv',
  'teamVariable.deleteEnv',
  // Calls of other procedures, each of which checks its own object.
  'configuration.plan',
  'configuration.applyPlan',
  'deployment.deploy', // several at once: requireObjects
  'webhookDelivery.replay', // as many as it is about: requireObjects
]);

const tree: Record<string, AnyTRPCProcedure> = (appRouter as AnyTRPCRouter)._def.procedures;
const mutations = Object.entries(tree).flatMap(([path, procedure]) => {
  const meta = procedure._def.meta as ProcedureMeta; // the widest router type forgets what t was made with
  const { action, object } = meta;
  const isInProject = isPermission(action) && projectResources.includes(splitPermission(action).resource);
  return procedure._def.type === 'mutation' && isInProject ? [{ path, object }] : [];
});

it('whatever changes something in a project says what, so that grants are asked about the right one', () => {
  expect(mutations.length).toBeGreaterThan(15);
  const silent = mutations.filter(({ path, object }) => !object && !withoutObject.has(path));
  expect(silent.map(({ path }) => path)).toEqual([]);
  expect([...withoutObject].filter((path) => !mutations.some((each) => each.path === path))).toEqual([]);
});
