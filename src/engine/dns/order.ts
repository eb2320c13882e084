import { Agent } from 'node:https';
import { rootCertificates } from 'node:tls';
import * as acme from 'acme-client';
import type { AcmeSettings } from '../../domain/acme';
import { AppError, errorMessage } from '../../domain/error';
import { Secret } from '../../domain/secret';
import { type Challenge, type DnsAccess, type Published, publish, waitUntilVisible } from './challenge';

const REQUEST_MS = 30_000;
/** The authority looks at a challenge for up to a minute or two. */
const waiting = { backoffAttempts: 30, backoffMin: 1_000, backoffMax: 5_000 };

export interface Order {
  /** Host names in ACE form. */
  names: readonly string[];
  /** Key of the account at the authority, as PEM. The account is made when there is none. */
  accountKey: Secret;
  settings: AcmeSettings;
}

/** A certificate chain and its key, both as PEM. */
export interface OrderedCertificate {
  chain: string;
  key: Secret;
}

/** Directory of Let’s Encrypt, the default of proxies too. */
export const defaultDirectory = acme.directory.letsencrypt.production;

/** Make a key for an account, as PEM. */
export async function newAccountKey(): Promise<Secret> {
  return new Secret(String(await acme.crypto.createPrivateEcdsaKey()));
}

/**
 * Order a certificate by DNS-01 and wait until it is issued. Its records are removed again, also when it fails.
 * @param warn told of records that could not be removed
 * @throws AppError bad_request, unavailable: what the provider or the authority says
 */
export async function orderCertificate(
  { names, accountKey, settings }: Order,
  access: DnsAccess,
  { signal, warn }: { signal: AbortSignal; warn: (message: string) => void },
): Promise<OrderedCertificate> {
  prepareHttp(settings.roots);
  const directoryUrl = settings.directoryUrl ?? defaultDirectory;
  const client = new acme.Client({ directoryUrl, accountKey: accountKey.reveal(), ...waiting });
  const ask: Ask = (question) =>
    inTime(question(client), signal).catch((error: unknown) => refuse(error, directoryUrl));
  const published: Published[] = [];
  try {
    return await fulfil(ask, { names, email: settings.email }, access, published, signal);
  } finally {
    for (const { target, remove } of published)
      await remove().catch((error: unknown) =>
        warn(`The record ${target} could not be removed: ${errorMessage(error)}`),
      );
  }
}

/** Send the authority a request, for as long as the attempt may take. @throws AppError unavailable */
type Ask = <T>(question: (client: acme.Client) => Promise<T>) => Promise<T>;

/**
 * Wait for a part of the attempt until its time is over. The library cannot be interrupted: what it still does is no
 * longer waited for. @throws AppError unavailable when the time is over
 */
function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const tooLate = () => reject(new AppError('unavailable', 'The certificate was not issued in time.'));
    if (signal.aborted) tooLate();
    signal.addEventListener('abort', tooLate, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', tooLate));
  });
}

function refuse(cause: unknown, directoryUrl: string): never {
  if (cause instanceof AppError) throw cause;
  // Without any answer, the library fails while it reads the answer.
  const reason =
    cause instanceof TypeError
      ? `The certificate authority does not answer. Check that this machine reaches ${directoryUrl}.`
      : `The certificate authority: ${errorMessage(cause)}`;
  throw new AppError('unavailable', reason, { cause });
}

async function fulfil(
  ask: Ask,
  { names, email }: { names: readonly string[]; email: string | null },
  access: DnsAccess,
  published: Published[],
  signal: AbortSignal,
): Promise<OrderedCertificate> {
  await ask((client) => openAccount(client, email));
  const identifiers = names.map((value) => ({ type: 'dns', value }));
  const order = await ask((client) => client.createOrder({ identifiers }));
  const open: Parameters<acme.Client['completeChallenge']>[0][] = [];
  for (const authorization of await ask((client) => client.getAuthorizations(order))) {
    if (authorization.status === 'valid') continue; // of an earlier order
    const found = authorization.challenges.find(({ type }) => type === 'dns-01');
    if (!found) throw new AppError('bad_request', 'The certificate authority does not offer DNS-01.');
    const challenge: Challenge = {
      name: `_acme-challenge.${authorization.identifier.value}`,
      value: await ask((client) => client.getChallengeKeyAuthorization(found)),
    };
    published.push(await publish(challenge, access));
    open.push(found);
  }
  for (const each of published) await inTime(waitUntilVisible(each, access, signal), signal);
  for (const challenge of open) {
    await ask((client) => client.completeChallenge(challenge));
    await ask((client) => client.waitForValidStatus(challenge));
  }
  const [key, request] = await acme.crypto.createCsr(
    { altNames: [...names] },
    await acme.crypto.createPrivateEcdsaKey(),
  );
  const finished = await ask((client) => client.finalizeOrder(order, request));
  const chain = await ask((client) => client.getCertificate(finished));
  return { chain, key: new Secret(String(key)) };
}

/** Make the account, or find the one of its key. */
async function openAccount(client: acme.Client, email: string | null): Promise<void> {
  try {
    await client.createAccount({
      termsOfServiceAgreed: true,
      ...(email !== null && { contact: [`mailto:${email}`] }),
    });
  } catch (error) {
    // Of an account that exists, the library changes the contact too, which some authorities refuse.
    if (!hasAccount(client)) throw error;
  }
}

function hasAccount(client: acme.Client): boolean {
  try {
    return client.getAccountUrl() !== '';
  } catch {
    return false; // how the library says that there is none
  }
}

/**
 * Prepare the library's HTTP client, of which it has one for all orders; the authority is the same for all of an
 * installation. It would repeat refused requests as late as the authority says, which may be days: the next attempt does.
 */
function prepareHttp(roots: string | null): void {
  const { defaults } = acme.axios;
  defaults.timeout = REQUEST_MS;
  defaults.httpsAgent = roots === null ? undefined : new Agent({ ca: [...rootCertificates, roots] });
  Object.assign(defaults, {
    acmeSettings: { ...Reflect.get(defaults, 'acmeSettings'), retryMaxAttempts: 0 },
  });
}
