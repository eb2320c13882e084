import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import type { z } from 'zod';
import { AppError } from '../../domain/error';
import { applicationRouter } from '../application/router';
import { router } from '../authorize';
import type { ApiContext } from '../context';
import { databaseRouter } from '../database/router';
import { environmentRouter } from '../environment/router';
import { projectRouter } from '../project/router';
import { environmentVariableRouter, projectVariableRouter } from '../shared-variable/router';
import { stackRouter } from '../stack/router';
import { t } from '../trpc';
import { validationError } from '../validation-error';

/** The procedures that read and write a configuration, under their names in the tree. */
const tree = router({
  application: applicationRouter,
  database: databaseRouter,
  environment: environmentRouter,
  environmentVariable: environmentVariableRouter,
  project: projectRouter,
  projectVariable: projectVariableRouter,
  stack: stackRouter,
});

const createCaller = t.createCallerFactory(tree);

export type ConfigurationCaller = ReturnType<typeof createCaller>;

/** Create a caller on behalf of this request's caller. Each procedure checks, limits and audits as for a request. */
export function callerOf({ services, principal, response, request }: ApiContext): ConfigurationCaller {
  // The path of this request names none of their objects, and their output is read here, not sent.
  return createCaller({
    services,
    principal,
    response: { ...response, takesJsonText: false },
    request: { ...request, pathInput: {} },
  });
}

/** A procedure of the tree that is found by name, for calls that are stored as data. */
export interface NamedProcedure {
  /** @throws AppError validation_failed for an invalid input; ids of objects that are created later count as valid */
  requireValid(input: Readonly<Record<string, unknown>>): void;
  call(api: ConfigurationCaller, input: unknown): Promise<unknown>;
}

/** Get a procedure by name. @throws AppError internal for an unknown name */
export function procedureOf(name: string): NamedProcedure {
  const procedures: Record<string, AnyTRPCProcedure> = (tree as AnyTRPCRouter)._def.procedures; // untyped in the widest router
  const procedure = Object.hasOwn(procedures, name) ? procedures[name] : undefined;
  if (!procedure) throw new AppError('internal', `There is no procedure ${name}.`);
  const { inputs } = procedure._def as unknown as { inputs: z.ZodType[] }; // present at run time, private in the types
  return {
    requireValid(input) {
      const entries = Object.entries(input).map(([key, value]) => [
        key,
        isMadeLater(value) ? SOME_ID : value,
      ]);
      for (const schema of inputs) {
        const parsed = schema.safeParse(Object.fromEntries(entries));
        if (!parsed.success) throw validationError(parsed.error);
      }
    },
    async call(api, input) {
      const [routerName = '', procedureName = ''] = name.split('.');
      const called: unknown = Reflect.get(Reflect.get(api, routerName), procedureName);
      if (typeof called !== 'function') throw new AppError('internal', `There is no procedure ${name}.`);
      return called(input);
    },
  };
}

/** A well-formed id, in place of one that an earlier call creates. */
const SOME_ID = 'a'.repeat(24);

function isMadeLater(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '$made' in value;
}
