import type { OpenApiMeta } from 'trpc-to-openapi';
import { abilityFor } from '../domain/permission/ability';
import type { ProcedureMeta, RestProjection } from './trpc';

/**
 * Build the meta from which trpc-to-openapi describes a procedure. That library does not serve requests (http/rest.ts
 * does), and it cannot describe event streams (http/openapi adds those).
 */
export function openApiMeta(rest: RestProjection, action: ProcedureMeta['action']): OpenApiMeta {
  if (rest.answer === 'events' || rest.answer === 'lines') return {};
  return {
    openapi: {
      method: rest.method,
      path: rest.path,
      tags: [rest.tag],
      summary: rest.summary,
      description: describeOperation(rest, action),
      protect: action !== 'open',
      contentTypes: ['application/json'],
      errorResponses: [], // each surface has its own
    },
  };
}

export function describeOperation(rest: RestProjection, action: ProcedureMeta['action']): string {
  const needs =
    action === 'open' || action === 'signed-in' ? '' : ` Needs the ability \`${abilityFor(action)}\`.`;
  return `${rest.summary}.${needs}`;
}
