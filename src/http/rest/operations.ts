import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import { z } from 'zod';
import type { ProcedureMeta, RestProjection } from '../../api/trpc';
import type { Permission } from '../../domain/permission/vocabulary';
import { isSensitive } from '../../domain/sensitive';
import type { Dialect } from '../dialects/dialect';

/** A REST operation: what the dispatcher needs to know about a procedure, computed once. */
export interface Operation {
  /** Path in the router: `application.update`. */
  procedure: string;
  type: 'query' | 'mutation' | 'subscription';
  action: ProcedureMeta['action'];
  rate: ProcedureMeta['rate'];
  surface: Dialect['surface'];
  audit: string | undefined;
  /** The object that the permission is about, and the member of the input that names it. */
  object: ProcedureMeta['object'];
  /** Schema of the response. */
  output: z.ZodType | null;
  rest: RestProjection;
  pathParameters: ReadonlySet<string>;
  /** Schemas of the input's members. */
  inputShape: z.ZodRawShape;
  /** Names of the input's members. */
  inputKeys: ReadonlySet<string>;
  /** Members of the input whose values a refusal never repeats. */
  secretKeys: ReadonlySet<string>;
  isBodyRequired: boolean;
  /** Permission that a key needs; null when it needs none. */
  permission: Permission | null;
}

/** Path prefixes of the surfaces. */
export const surfacePrefixes: Record<Dialect['surface'], string> = { v1: '/api/v1', v2: '/api/v2' };

/** List the procedures that have a REST projection, on every surface or on one. */
export function operationsOf(router: AnyTRPCRouter, surface?: Dialect['surface']): Operation[] {
  const procedures: Record<string, AnyTRPCProcedure> = router._def.procedures; // untyped in tRPC's widest router
  const all = Object.entries(procedures).flatMap(([path, procedure]) => {
    const meta = metaOf(procedure);
    return meta?.rest ? [operationOf(path, procedure, meta, meta.rest)] : [];
  });
  return surface ? all.filter((operation) => operation.surface === surface) : all;
}

export function metaOf(procedure: AnyTRPCProcedure): ProcedureMeta | undefined {
  return procedure._def.meta as ProcedureMeta | undefined; // the router's meta, which tRPC's widest type omits
}

function operationOf(
  path: string,
  procedure: AnyTRPCProcedure,
  meta: ProcedureMeta,
  rest: RestProjection,
): Operation {
  const pathParameters = new Set(Array.from(rest.path.matchAll(/\{(\w+)\}/g), ([, name]) => name ?? ''));
  const shape = inputShape(procedure);
  const inputKeys = new Set(Object.keys(shape));
  const hasFields = [...inputKeys].some((key) => !pathParameters.has(key));
  return {
    procedure: path,
    type: procedure._def.type,
    action: meta.action,
    rate: meta.rate,
    surface: rest.surface ?? 'v1',
    audit: meta.audit,
    object: meta.object,
    output: outputSchema(procedure),
    rest,
    pathParameters,
    inputShape: shape,
    inputKeys,
    secretKeys: new Set([...inputKeys].filter((key) => isSensitive(shape[key] as z.ZodType))), // a shape's values are schemas
    isBodyRequired: hasFields && !rest.bodyOptional && rest.method !== 'GET' && rest.method !== 'DELETE',
    permission: meta.action === 'open' || meta.action === 'signed-in' ? null : meta.action,
  };
}

function inputShape(procedure: AnyTRPCProcedure): z.ZodRawShape {
  const { inputs } = procedure._def as unknown as { inputs: z.ZodType[] }; // present at run time, private in the types
  return Object.assign({}, ...inputs.map(shapeOf));
}

function outputSchema(procedure: AnyTRPCProcedure): z.ZodType | null {
  const { output } = procedure._def as unknown as { output?: z.ZodType }; // present at run time, private in the types
  return output ?? null;
}

/** Get the members of an object schema, inside transforms and defaults. */
function shapeOf(schema: z.ZodType): z.ZodRawShape {
  if (schema instanceof z.ZodObject) return schema.shape;
  if (schema instanceof z.ZodPipe) return shapeOf(schema.in as z.ZodType); // zod types the inner schema as its core base class
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional)
    return shapeOf(schema.unwrap() as z.ZodType); // zod types the inner schema as its core base class
  return {};
}
