import type { z } from 'zod';
import { AppError } from '../../domain/error';
import type { CloudProvider } from '../../domain/input/credential/cloud';
import type { Secret } from '../../domain/secret';
import { type OutgoingAnswer, sendOutgoing } from '../../lib/outgoing-request';
import type { Call, DnsProvider } from './provider';

const DEADLINE_MS = 20_000;
const MOST_BYTES = 1024 ** 2;
const MOST_OF_A_REASON = 300;

/** Access to the DNS of a user. */
export interface DnsAccount {
  provider: CloudProvider;
  token: Secret;
  /** Base URL of the provider's program; null: the provider's own. */
  endpoint: string | null;
  internalHosts: readonly string[];
}

/** Make the requests of an account. @param send for tests, which have no providers */
export function callsOf(
  account: DnsAccount,
  { baseUrl, authorization }: DnsProvider,
  send: typeof sendOutgoing = sendOutgoing,
): Call {
  const base = baseUrl ?? account.endpoint ?? '';
  return async (method, path, { body, expected = [] } = {}) => {
    const answer = await send({
      method,
      url: new URL(base + path),
      headers: {
        Authorization: authorization(account.token.reveal()),
        Accept: 'application/json',
        'Content-Type': 'application/json',
        'User-Agent': 'Gantry',
      },
      ...(body && { body: JSON.stringify(body) }),
      internalHosts: account.internalHosts,
      deadlineMs: DEADLINE_MS,
      maxBytes: MOST_BYTES,
    });
    const { status } = answer;
    if ((status >= 200 && status < 300) || expected.includes(status)) return answer;
    throw refusal(account, `${method} ${path}`, answer);
  };
}

function refusal(
  { provider, token }: DnsAccount,
  request: string,
  { status, text }: OutgoingAnswer,
): AppError {
  const isToken = status === 401 || status === 403;
  const said = text.replaceAll(token.reveal(), '[token]').replace(/\s+/g, ' ').slice(0, MOST_OF_A_REASON);
  const reason = isToken ? 'It refuses the token, or the token may not change DNS records.' : '';
  return new AppError(
    status >= 500 || status === 429 ? 'unavailable' : 'bad_request',
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
