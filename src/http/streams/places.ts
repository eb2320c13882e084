import { subscriberOf } from '../../auth/address';
import type { Principal } from '../../auth/context';
import { AppError } from '../../domain/error';

/** Maximum number of open streams. A reader who follows a hundred deployments needs no second key. */
export const streamLimits = { key: 100, user: 150, address: 300 } as const;

/** Time for a client to close a stream, in seconds. */
const retryAfterSeconds = 5;

type Holder = keyof typeof streamLimits;

const holderWords: Record<Holder, string> = {
  key: 'This API key',
  user: 'This user',
  address: 'This address',
};

/** Counters of the open streams of each key, user and address in this process. */
export class StreamPlaces {
  readonly #taken = new Map<string, number>();

  /** Take a place. @returns a function that releases it @throws AppError too_many_requests */
  take(principal: Principal, ip: string): () => void {
    const holders = holdersOf(principal, ip);
    for (const [holder, name] of holders) {
      const limit = streamLimits[holder];
      if ((this.#taken.get(name) ?? 0) >= limit) throw tooManyStreams(holder, limit);
    }
    for (const [, name] of holders) this.#taken.set(name, (this.#taken.get(name) ?? 0) + 1);
    return () => {
      for (const [, name] of holders) this.#giveBack(name);
    };
  }

  #giveBack(name: string): void {
    const left = (this.#taken.get(name) ?? 1) - 1;
    if (left > 0) this.#taken.set(name, left);
    else this.#taken.delete(name);
  }
}

function holdersOf({ key, user }: Principal, ip: string): [Holder, string][] {
  return [
    ...(key ? ([['key', `key ${key.id}`]] satisfies [Holder, string][]) : []),
    ['user', `user ${user.id}`],
    ['address', `address ${subscriberOf(ip)}`],
  ];
}

function tooManyStreams(holder: Holder, limit: number): AppError {
  return new AppError(
    'too_many_requests',
    `${holderWords[holder]} already has ${limit} event streams open, the maximum. Close one first.`,
    { headers: { 'Retry-After': String(retryAfterSeconds) } },
  );
}
