import { AppError } from '../../domain/error';
import type { Clock } from '../../lib/clock';
import { callsOf, type DnsAccount } from './call';
import type { Lookup } from './lookup';
import type { Call, DnsProvider, RemoveRecord } from './provider';
import { dnsProviders } from './providers';

/** Longest chain of aliases that is followed. */
const MOST_ALIASES = 5;
const LOOK_EVERY_MS = 2_000;
/** Some providers take minutes to bring a record to all of their name servers. */
const PATIENCE_MS = 180_000;

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
 * Add the record of a challenge, at the end of its aliases: a domain may point its challenges to another zone.
 * @throws AppError bad_request when the provider refuses or has no zone for it · unavailable
 */
export async function publish(
  challenge: Challenge,
  { account, lookup, call }: DnsAccess,
): Promise<Published> {
  const provider = dnsProviders[account.provider];
  const send = call ?? callsOf(account, provider);
  const target = await endOfAliases(challenge.name, lookup);
  const zone = await findZone(provider, send, target);
  if (zone === null)
    throw new AppError(
      'bad_request',
      `The ${account.provider} account has no zone for ${target}. Check that the token may read the zone.`,
    );
  const remove = await provider.add(send, { zone, name: target, value: challenge.value });
  return { ...challenge, target, remove };
}

/**
 * Wait until every name server that answers returns the record.
 * @throws AppError unavailable after three minutes
 */
export async function waitUntilVisible(
  { target, value }: Published,
  { lookup, clock }: Pick<DnsAccess, 'lookup' | 'clock'>,
  signal: AbortSignal,
): Promise<void> {
  const giveUp = clock.monotonicMs() + PATIENCE_MS;
  for (;;) {
    if (await isVisible(target, value, lookup)) return;
    if (clock.monotonicMs() > giveUp)
      throw new AppError(
        'unavailable',
        `The record ${target} was added, but the name servers of its zone do not return it. Check that the zone is delegated to this provider.`,
      );
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
}

async function isVisible(name: string, value: string, lookup: Lookup): Promise<boolean> {
  for (const zone of parentsOf(name)) {
    const servers = await lookup.nameServers(zone);
    if (servers.length === 0) continue;
    const answers = await Promise.all(servers.map((server) => lookup.texts(name, server)));
    const heard = answers.filter((answer) => answer !== null);
    return heard.length > 0 && heard.every((values) => values.includes(value));
  }
  return false;
}

async function endOfAliases(name: string, lookup: Lookup): Promise<string> {
  let current = name;
  for (let followed = 0; followed < MOST_ALIASES; followed++) {
    const next = await lookup.alias(current);
    if (next === null) return current;
    current = next.toLowerCase().replace(/\.$/, '');
  }
  throw new AppError('bad_request', `${name} is an alias of an alias, more than ${MOST_ALIASES} times.`);
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
