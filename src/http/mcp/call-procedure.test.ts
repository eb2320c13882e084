import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import { expect, it } from 'vitest';
import type { z } from 'zod';
import { appRouter } from '../../api/root';
import { schemaFields } from '../../api/schema-fields';
import { operationsOf } from '../rest/operations';
import { isReachable } from './call-procedure';

const procedures: Record<string, AnyTRPCProcedure> = (appRouter as AnyTRPCRouter)._def.procedures;

/** Procedures whose answers have one of these fields, which a test of marks (`api/marks.test.ts`) knows as shown once. */
const reveals = Object.entries(procedures).flatMap(([path, procedure]) => {
  const { output } = procedure._def as unknown as { output: z.ZodType }; // private in the types
  const names = schemaFields(output).map(({ name }) => name);
  return names.includes('signing_secret') || names.includes('token_coolify') ? [path] : [];
});

it('lets tools call nothing that answers with a new secret', () => {
  expect(reveals.sort()).toEqual([
    'apiKey.create',
    'apiKey.rotate',
    'webhookNotification.rotateSecret',
    'webhookNotification.update',
  ]);
  const reachable = operationsOf(appRouter, 'v1').filter(isReachable);
  expect(reachable.filter(({ procedure }) => reveals.includes(procedure))).toEqual([]);
});
