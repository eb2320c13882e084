import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import { appRouter } from '../../api/root';
import type { ProcedureMeta } from '../../api/trpc';
import { metaOf, type Operation, operationsOf } from '../rest/operations';

/** A procedure of the router, with its REST operation if it has one. */
export interface Walked {
  path: string;
  type: 'query' | 'mutation' | 'subscription';
  action: ProcedureMeta['action'];
  meta: ProcedureMeta;
  operation: Operation | null;
}

/** A way to reach a procedure: every procedure by tRPC, and by REST if it has an operation. */
export interface Entrance extends Walked {
  via: 'rest' | 'trpc';
  /** Name in the titles of tests. */
  name: string;
}

const operations = new Map(operationsOf(appRouter).map((operation) => [operation.procedure, operation]));

export const procedures: readonly Walked[] = Object.entries(
  (appRouter as AnyTRPCRouter)._def.procedures as Record<string, AnyTRPCProcedure>, // untyped in tRPC's widest router
).map(([path, procedure]) => {
  const meta = metaOf(procedure);
  if (!meta) throw new Error(`${path} was not built by the gate: nothing says who may call it.`);
  return {
    path,
    type: procedure._def.type,
    action: meta.action,
    meta,
    operation: operations.get(path) ?? null,
  };
});

export const entrances: readonly Entrance[] = procedures.flatMap((procedure) => [
  { ...procedure, via: 'trpc' as const, name: `${procedure.path} by tRPC` },
  ...(procedure.operation
    ? [
        {
          ...procedure,
          via: 'rest' as const,
          name: `${procedure.path} by REST ${procedure.operation.surface}`,
        },
      ]
    : []),
]);

/** List the path parameters in order, each with the literal segment before it. */
export function pathParameters({ operation }: Walked): { name: string; kind: string }[] {
  const found: { name: string; kind: string }[] = [];
  let literal = '';
  for (const segment of operation?.rest.path.split('/').slice(1) ?? []) {
    const [, name] = /^\{(\w+)\}$/.exec(segment) ?? [];
    if (name === undefined) literal = segment;
    else found.push({ name, kind: `${literal}.${name}` });
  }
  return found;
}
