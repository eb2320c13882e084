import { Resolver } from 'node:dns/promises';

const TIMEOUT_MS = 3_000;
const TRIES = 2;

/** Questions to DNS. An answer is empty when there is none. */
export interface Lookup {
  /** Target of an alias. */
  alias(name: string): Promise<string | null>;
  /** Addresses of the name servers of a zone; empty: the name is no zone. */
  nameServers(zone: string): Promise<string[]>;
  /** Values of TXT records, asked of one server. @returns null when it does not answer */
  texts(name: string, server: string): Promise<string[] | null>;
}

/**
 * Ask the resolvers of this machine, and name servers directly.
 * @param resolvers `host:port` of the servers to ask instead, for every question
 */
export function dnsLookup(resolvers: readonly string[] = []): Lookup {
  const usual = resolverAt(resolvers);
  return {
    async alias(name) {
      return (await answerOf(() => usual.resolveCname(name)))?.[0] ?? null;
    },
    async nameServers(zone) {
      if (resolvers.length > 0) return [...resolvers];
      const names = (await answerOf(() => usual.resolveNs(zone))) ?? [];
      const found = await Promise.all(
        names.map(async (name) => [
          ...((await answerOf(() => usual.resolve4(name))) ?? []),
          ...((await answerOf(() => usual.resolve6(name))) ?? []).map((address) => `[${address}]`),
        ]),
      );
      return [...new Set(found.flat())];
    },
    async texts(name, server) {
      const answer = await answerOf(() => resolverAt([server]).resolveTxt(name));
      return answer?.map((parts) => parts.join('')) ?? null;
    },
  };
}

function resolverAt(servers: readonly string[]): Resolver {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  if (servers.length > 0) resolver.setServers(servers);
  return resolver;
}

/** Codes for "there is no such record", as opposed to no answer. */
const nothing = new Set(['ENOTFOUND', 'ENODATA']);

/** @returns the records; empty: there are none; null: no answer */
async function answerOf<T>(ask: () => Promise<T[]>): Promise<T[] | null> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return nothing.has(String(error.code)) ? [] : null;
  }
}
