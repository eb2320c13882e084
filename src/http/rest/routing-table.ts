import findMyWay from 'find-my-way';
import type { Operation } from './operations';

export interface Match {
  operation: Operation;
  params: Record<string, string>;
  /** Whether this is the deprecated GET form of an action (coolify-api §3.2). */
  isAlias: boolean;
}

export interface RoutingTable {
  /** Find the operation of a request. HEAD finds what GET finds. Paths are relative to the surface's prefix. */
  find(method: string, path: string): Match | null;
  /** List the methods of a path; empty when the path is unknown. */
  allowed(path: string): string[];
}

const methods = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const;
type Method = (typeof methods)[number];

/** Longest value of a path parameter: an environment's name, percent-encoded. */
const maxParamLength = 1024;

export function createRoutingTable(operations: readonly Operation[]): RoutingTable {
  const table = findMyWay({ ignoreTrailingSlash: true, maxParamLength });
  const unused = () => undefined; // routes are found here and handled by the dispatcher
  const add = (method: Method, operation: Operation, isAlias: boolean) =>
    table.on(method, operation.rest.path.replaceAll(/\{(\w+)\}/g, ':$1'), unused, { operation, isAlias });
  for (const operation of operations) {
    add(operation.rest.method, operation, false);
    if (operation.rest.getAlias) add('GET', operation, true);
  }

  const find = (method: string, path: string): Match | null => {
    const wanted = method === 'HEAD' ? 'GET' : method;
    const known = methods.find((each) => each === wanted);
    const found = known && table.find(known, path);
    if (!found?.store) return null; // not found, or without a store: the path could not be decoded
    const store: { operation: Operation; isAlias: boolean } = found.store; // untyped by the library; written by `add`
    return { ...store, params: definedOnly(found.params) };
  };

  return {
    find,
    allowed(path) {
      const found = methods.filter((method) => {
        const match = find(method, path);
        return match !== null && !match.isAlias;
      });
      return found.includes('GET') ? ['GET', 'HEAD', ...found.slice(1)] : found;
    },
  };
}

function definedOnly(params: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
