import type { z } from 'zod';
import { AppError } from '../../domain/error';
import type { CloudProvider } from '../../domain/input/credential/cloud';
import type { Secret } from '../../domain/secret';
import { type Clock, systemClock } from '../../lib/clock';
import { type OutgoingAnswer, sendOutgoing } from '../../lib/outgoing-request';
import type { Call, DnsProvider } from './provider';

const DEADLINE_MS = 20_000;
const MOST_BYTES = 1024 ** 2;
const MOST_OF_A_REASON = 300;
/** Statuses that ask for the same request a moment later: another change of the same zone, or too many requests. */
const busy: ReadonlySet<number> = new Set([409, 423, 429]);
const MOST_TRIES = 10;
const PAUSE_MS = 1_000;

/** Access to the DNS of a user. */
export interface DnsAccount {
  provider: CloudProvider;
  token: Secret;
  /** Base URL of the provider's program; null: the provider's own. */
  endpoint: string | null;
  internalHosts: readonly string[];
}

interface Outside {
  send: typeof sendOutgoing;
  clock: Pick<Clock, 'sleep'>;
}

/** Make the requests of an account. @param outside for tests, which have no providers */
export function callsOf(
  account: DnsAccount,
  { baseUrl, authorization }: DnsProvider,
  { send, clock }: Outside = { send: sendOutgoing, clock: systemClock },
): Call {
  const base = baseUrl ?? account.endpoint ?? '';
  const credential = authorization(account.token.reveal());
  return async (method, path, { body, expected = [] } = {}) => {
    for (let tries = 1; ; tries++) {
      const answer = await send({
        method,
        url: new URL(base + path),
        headers: {
          Authorization: credential,
          Accept: 'application/json',
          'Content-Type': 'application/json',
          'User-Agent': 'Gantry',
        },
        ...(body && { body: JSON.stringify(body) }),
        internalHosts: account.internalHosts,
        deadlineMs: DEADLINE_MS,
        maxBytes: MOST_BYTES,
      });
      const { status, text } = answer;
      const clean = { ...answer, text: without(text, credential, account.token.reveal()) };
      if ((status >= 200 && status < 300) || expected.includes(status)) return clean;
      if (!busy.has(status) || tries === MOST_TRIES) throw refusal(account, `${method} ${path}`, clean);
      await clock.sleep(PAUSE_MS);
    }
  };
}

/** Remove what a program may repeat of the credential: the header, the token, and the password in it. */
function without(text: string, credential: string, token: string): string {
  const parts = [credential, credential.split(' ')[1], token, token.slice(token.indexOf(':') + 1)];
  return parts.reduce<string>((left, part) => (part ? left.replaceAll(part, '[token]') : left), text);
}

function refusal({ provider }: DnsAccount, request: string, { status, text }: OutgoingAnswer): AppError {
  const isToken = status === 401 || status === 403;
  const said = text.replace(/\s+/g, ' ').slice(0, MOST_OF_A_REASON);
  const reason = isToken ? 'It refuses the token, or the token may not change DNS records.' : '';
  return new AppError(
    status >= 500 || busy.has(status) ? 'unavailable' : 'bad_request',
    `${provider} answered ${request} with ${status}. ${reason} ${said}`.replace(/ +/g, ' ').trim(),
  );
}

/** Read the body of an answer. @throws AppError unavailable when it is not what the provider documents */
export function readAnswer<T>(schema: z.ZodType<T>, { text }: OutgoingAnswer): T {
  const parsed = schema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new AppError(
    'unavailable',
    `The DNS provider gave an answer that cannot be read: ${text.slice(0, 100)}`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // refused by the schema
  }
}
