import { GantryError } from '../../client/error';
import type { Terminal } from '../terminal';

const DEADLINE_MS = 60_000;

/** Another system with a JSON API. */
export interface JsonSource {
  /** Get the response at a path. @throws GantryError with the code for the failure */
  get(path: string): Promise<unknown>;
}

/** Read another system over HTTP. Redirects are not followed, because the token is only for this system. */
export function jsonSource(
  system: string,
  { base, headers, signal }: { base: string; headers: Record<string, string>; signal: Terminal['signal'] },
): JsonSource {
  const nothing = { requestId: null, fields: null, body: null };
  return {
    async get(path) {
      let response: Response;
      try {
        response = await fetch(base + path, {
          headers: { accept: 'application/json', ...headers },
          redirect: 'error',
          signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
        });
      } catch (cause) {
        throw new GantryError(
          `${system} did not respond at ${base}. Check the URL.`,
          { ...nothing, code: 'no_connection', status: null },
          { cause },
        );
      }
      const { status } = response;
      if (response.ok) return response.json();
      const code =
        status === 401 || status === 403 ? 'forbidden' : status === 404 ? 'not_found' : 'no_connection';
      throw new GantryError(`${system} answers ${status} at ${path}.`, { ...nothing, code, status });
    },
  };
}

/** Get the objects in a list; none if the value is not a list. */
export function objects(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'object' && each !== null) : [];
}

export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;
