import { AppError, errorMessage } from '../../../domain/error';
import type { ProxyAccess } from './access';

const MOST_ASKED = 20;
const ATTEMPTS = 5;
const PAUSE_MS = 200;
const DEADLINE_MS = 10_000;
/** A host that no component serves: the proxy itself answers. */
const NOWHERE = 'gantry-probe.invalid';

/** An address that a component serves. A leading `*.` means any single label. */
export interface ServedPlace {
  scheme: 'http' | 'https';
  host: string;
  path: string;
}

interface Place extends ServedPlace {
  /** Whether a component serves it: then it must not fail if it did not before. */
  isServed: boolean;
}

/** A place, and the status of its answer. */
export type Observation = Place & { status: number };

/** Request what the proxy serves, as visitors do. What does not answer now is left out. */
export async function observe(proxy: ProxyAccess, served: readonly ServedPlace[]): Promise<Observation[]> {
  const observed = await Promise.all(
    placesOf(served).map(async (place) => {
      const answer = await ask(proxy, place).catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'forbidden') throw error;
        return null;
      });
      return answer === null ? [] : [{ ...place, status: answer }];
    }),
  );
  return observed.flat();
}

/**
 * Require that everything that answered still does, and that no component fails that did not before.
 * @throws AppError `unavailable` with the first violation
 */
export async function requireObserved(proxy: ProxyAccess, before: readonly Observation[]): Promise<void> {
  await Promise.all(before.map((observation) => requireOne(proxy, observation)));
}

async function requireOne(proxy: ProxyAccess, before: Observation): Promise<void> {
  let problem = '';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      const status = await ask(proxy, before);
      if (!before.isServed || status < 500 || before.status >= 500) return;
      problem = `responds with ${status} instead of ${before.status}`;
    } catch (error) {
      problem = `no longer responds (${errorMessage(error)})`;
    }
    if (attempt < ATTEMPTS) await proxy.clock.sleep(PAUSE_MS);
  }
  const where = before.isServed ? `${before.scheme}://${before.host}${before.path}` : 'The proxy';
  throw new AppError('unavailable', `${where} ${problem}.`);
}

async function ask({ host }: ProxyAccess, { scheme, host: name, path }: Place): Promise<number> {
  const answer = await host.httpProbe({
    scheme,
    address: '127.0.0.1',
    port: scheme === 'https' ? 443 : 80,
    serverName: name,
    method: 'GET',
    path,
    headers: { host: name },
    timeoutMs: DEADLINE_MS,
  });
  return answer.status;
}

function placesOf(served: readonly ServedPlace[]): Place[] {
  const asked = served
    .slice(0, MOST_ASKED)
    .map(({ scheme, host, path }) => ({ scheme, host: host.replace('*', 'gantry-probe'), path }));
  return [
    { scheme: 'http', host: NOWHERE, path: '/', isServed: false },
    ...asked.map((place) => ({ ...place, isServed: true })),
  ];
}
