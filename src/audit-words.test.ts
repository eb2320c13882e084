import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import { appRouter } from './api/root';
import { metaOf } from './http/rest/operations';
import { describeAction } from './ui/audit-log/describe-action';

const router: AnyTRPCRouter = appRouter;
const procedures: Record<string, AnyTRPCProcedure> = router._def.procedures; // untyped in tRPC's widest router
const recorded = Object.entries(procedures).flatMap(([path, procedure]) => {
  const audit = metaOf(procedure)?.audit;
  return procedure._def.type === 'mutation' && audit !== undefined && audit !== 'none' ? [path] : [];
});

describe('what is in the audit log', () => {
  it.each(recorded)('has words: %s', (path) => {
    const text = describeAction(path, 'success');
    expect(text).not.toContain(': ');
    expect(text).not.toBe(path);
  });
});
