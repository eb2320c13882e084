import { AppError } from '../../domain/error';
import type { Clock } from '../../lib/clock';
import { newUuid } from '../../lib/random';
import type { Call } from '../remote-api/call';
import { callsOfAccount, type DnsAccount } from './call';
import type { Lookup } from './lookup';
import type { DnsProvider, RemoveRecord } from './provider';
import { dnsProviders } from './providers';

/** Longest chain of aliases that is followed. */
const MOST_ALIASES = 5;
const LOOK_EVERY_MS = 2_000;
/** Some providers take minutes to bring a record to all of their name servers. */
const PATIENCE_MS = 180_000;
/** Aliases point at any name, and this one goes into requests to the provider. */
const hostName = /^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})+$/;

export interface Challenge {
  /** Name of the record that the authority reads: `_acme-challenge.<domain>`. */
  name: string;
  value: string;
}

export interface DnsAccess {
  account: DnsAccount;
  lookup: Lookup;
  clock: Clock;
  /** For tests, which have no providers. */
  call?: Call;
}

/** A challenge whose record was added. */
export interface Published extends Challenge {
  /** Name that holds the record, where the other is an alias. */
  target: string;
  remove: RemoveRecord;
}

/**
 * Add the record of a challenge. Where its name is an alias, the record is added at the end of the chain, or at the last
 * name whose zone the account has: a domain may point its challenges to another zone.
 * @throws AppError bad_request when the provider refuses or has no zone for it · unavailable
 */
export async function publish(
  challenge: Challenge,
  { account, lookup, call }: DnsAccess,
): Promise<Published> {
  const provider = dnsProviders[account.provider];
  const send = call ?? callsOfAccount(account, provider);
  const names = await chainOf(challenge.name, lookup);
  for (const target of names.toReversed()) {
    const zone = await findZone(provider, send, target);
    if (zone === null) continue;
    const remove = await provider.add(send, { zone, name: target, value: challenge.value });
    return { ...challenge, target, remove };
  }
  throw new AppError(
    'bad_request',
    `The ${account.provider} account has no zone for ${names.join(', or ')}. Check that the token may read the zone.`,
  );
}

/**
 * Wait until every name server of the zone that answers returns the record. Where none of them answers, the servers that
 * the administrator names are asked; if those do not return it either, they may be late, and the authority decides.
 * @throws AppError unavailable after three minutes
 */
export async function waitUntilVisible(
  { target, value }: Published,
  { lookup, clock }: Pick<DnsAccess, 'lookup' | 'clock'>,
  signal: AbortSignal,
): Promise<void> {
  const giveUp = clock.monotonicMs() + PATIENCE_MS;
  const isThere = (answers: readonly string[][]) => answers.every((values) => values.includes(value));
  // Silent servers are asked again only where there are no others: each question to them takes seconds.
  let isZoneSilent = false;
  for (;;) {
    const ofZone: string[][] = isZoneSilent ? [] : await answersOfZone(target, lookup);
    isZoneSilent = ofZone.length === 0 && lookup.resolvers.length > 0;
    const heard = isZoneSilent ? await answersOf(target, lookup.resolvers, lookup) : ofZone;
    if (heard.length > 0 && isThere(heard)) return;
    if (clock.monotonicMs() > giveUp) break;
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
  if (lookup.resolvers.length > 0) return;
  throw new AppError(
    'unavailable',
    `The record ${target} was added, but the name servers of its zone do not return it. Check that the zone is delegated to this provider.`,
  );
}

/** Ask the name servers of the nearest zone that answers. @returns one list of values for each server that does */
async function answersOfZone(name: string, lookup: Lookup): Promise<string[][]> {
  for (const zone of parentsOf(name)) {
    const heard = await answersOf(name, await lookup.nameServers(zone), lookup);
    // A name that is an alias has the servers of its target, which know nothing of names below it.
    if (heard.length > 0) return heard;
  }
  return [];
}

async function answersOf(name: string, servers: readonly string[], lookup: Lookup): Promise<string[][]> {
  const answers = await Promise.all(servers.map((server) => lookup.texts(name, server)));
  return answers.filter((answer) => answer !== null);
}

/** A name and its aliases, the last target last. An alias of a wildcard is none: a record of the name itself wins. */
async function chainOf(name: string, lookup: Lookup): Promise<string[]> {
  const names = [name];
  for (let next = await lookup.alias(name); next !== null; next = await lookup.alias(names.at(-1) ?? name)) {
    if (names.length > MOST_ALIASES)
      throw new AppError('bad_request', `${name} is an alias of an alias, more than ${MOST_ALIASES} times.`);
    const target = next.toLowerCase().replace(/\.$/, '');
    if (!hostName.test(target))
      throw new AppError('bad_request', `${name} is an alias of what is no host name.`);
    if (names.length === 1 && (await lookup.alias(siblingOf(name)))?.toLowerCase() === next.toLowerCase())
      break;
    names.push(target);
  }
  return names;
}

/** A name that no one has made, below the same parent. */
function siblingOf(name: string): string {
  return `gantry-${newUuid()}${name.slice(name.indexOf('.'))}`;
}

async function findZone({ hasZone }: DnsProvider, call: Call, name: string): Promise<string | null> {
  if (!hasZone) return name;
  for (const zone of parentsOf(name)) if (await hasZone(call, zone)) return zone;
  return null;
}

/** A name and those above it, the longest first, without top-level domains: `a.b.c` → `a.b.c`, `b.c`. */
function parentsOf(name: string): string[] {
  const labels = name.split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
}
