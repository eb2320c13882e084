import { Resolver } from 'node:dns/promises';
import { AppError } from '../../domain/error';
import { addressKind, internalHosts } from '../../lib/address-guard';

const TIMEOUT_MS = 3_000;
const TRIES = 2;
/** Most servers of a zone that are asked: their names come from a zone that a user named. */
const MOST_SERVERS = 16;

/** Questions to DNS. */
export interface Lookup {
  /** Target of an alias; null: the name is none. @throws AppError unavailable without an answer */
  alias(name: string): Promise<string | null>;
  /** Addresses of the name servers of a zone; empty: the name is no zone, or there is no answer. */
  nameServers(zone: string): Promise<string[]>;
  /** Values of TXT records, asked of one server. @returns null when it does not answer */
  texts(name: string, server: string): Promise<string[] | null>;
  /**
   * Servers that the administrator names, to be asked where those of the zone do not answer. They may remember for
   * minutes that there was no record.
   */
  resolvers: readonly string[];
}

/**
 * Ask the resolvers of this machine, and name servers directly where their addresses are public or listed.
 * @param resolvers `address:port` of the servers to ask instead of this machine's resolvers
 * @param internal the administrator's list (`INTERNAL_HOSTS`)
 */
export function dnsLookup(resolvers: readonly string[], internal: readonly string[]): Lookup {
  const usual = resolverAt(resolvers);
  const { hasAddress } = internalHosts(internal);
  const isAllowed = (address: string) => addressKind(address) === 'public' || hasAddress(address);
  return {
    resolvers,
    async alias(name) {
      const found = await answerOf(() => usual.resolveCname(name));
      if (found === null) throw new AppError('unavailable', `DNS does not answer for ${name}.`);
      return found[0] ?? null;
    },
    async nameServers(zone) {
      const names = (await answerOf(() => usual.resolveNs(zone))) ?? [];
      const found = await Promise.all(
        names
          .slice(0, MOST_SERVERS)
          .map(async (name) => [
            ...((await answerOf(() => usual.resolve4(name))) ?? []),
            ...((await answerOf(() => usual.resolve6(name))) ?? []),
          ]),
      );
      const addresses = [...new Set(found.flat())].filter(isAllowed).slice(0, MOST_SERVERS);
      return addresses.map((address) => (address.includes(':') ? `[${address}]` : address));
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
