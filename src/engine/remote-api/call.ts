import { z } from 'zod';
import { AppError } from '../../domain/error';
import { type Clock, systemClock } from '../../lib/clock';
import { type OutgoingAnswer, type OutgoingRequest, sendOutgoing } from '../../lib/outgoing-request';
import { storableText } from '../../lib/storable-text';

const DEADLINE_MS = 20_000;
const MOST_BYTES = 1024 ** 2;
const MOST_OF_A_REASON = 300;
/** Statuses that ask for the same request a moment later: another change of the same thing, or too many requests. */
const busy: ReadonlySet<number> = new Set([409, 423, 429]);
const MOST_TRIES = 10;
const redirects: ReadonlySet<number> = new Set([301, 302, 307, 308]);
const PAUSE_MS = 1_000;

/** API of another service. */
export interface RemoteApi {
  /** Name of the service in messages. */
  name: string;
  baseUrl: string;
  /** Header that carries the token. */
  authorization: string;
  /** Headers beside the usual ones. */
  headers?: Readonly<Record<string, string>>;
  /** The token, to be removed from responses: some services repeat it. */
  token: string;
  /** Sentence before others for a response 401 or 403. */
  refusal: string;
  /** Sentence before others for a redirect, which is never followed. */
  redirected: string;
  internalHosts: readonly string[];
  /** How often a request is sent when the service is busy; absent: ten times, a second apart. */
  tries?: number;
  /** Ends all requests, as if the service did not answer. */
  signal?: AbortSignal;
}

/**
 * A request to a service: `method` and `path` below its base URL, with a JSON body.
 * @returns the answer, whose status is 2xx or one of `expected`
 * @throws AppError bad_request when the service refuses, with its reason · unavailable when it does not answer
 */
export type Call = (
  method: OutgoingRequest['method'],
  path: string,
  options?: { body?: object; expected?: readonly number[] },
) => Promise<OutgoingAnswer>;

export interface Outside {
  send: typeof sendOutgoing;
  clock: Pick<Clock, 'sleep'>;
}

/** Make the requests to an API. @param outside for tests, which do not have the service */
export function callsOf(
  api: RemoteApi,
  { send, clock }: Outside = { send: sendOutgoing, clock: systemClock },
): Call {
  return async (method, path, { body, expected = [] } = {}) => {
    for (let tries = 1; ; tries++) {
      const answer = await send({
        method,
        url: new URL(api.baseUrl + path),
        headers: {
          Authorization: api.authorization,
          Accept: 'application/json',
          'Content-Type': 'application/json',
          'User-Agent': 'Gantry',
          ...api.headers,
        },
        ...(body && { body: JSON.stringify(body) }),
        internalHosts: api.internalHosts,
        deadlineMs: DEADLINE_MS,
        maxBytes: MOST_BYTES,
        ...(api.signal && { signal: api.signal }),
      });
      const { status, text } = answer;
      const clean = { ...answer, text: without(text, api.authorization, api.token) };
      if ((status >= 200 && status < 300) || expected.includes(status)) return clean;
      if (!busy.has(status) || tries >= (api.tries ?? MOST_TRIES))
        throw refusal(api, `${method} ${path}`, clean);
      await clock.sleep(PAUSE_MS);
    }
  };
}

/** Remove what a service may repeat of the credential: the header, the token, and the password in it. */
function without(text: string, credential: string, token: string): string {
  const parts = [credential, credential.split(' ')[1], token, token.slice(token.indexOf(':') + 1)];
  return parts.reduce<string>((left, part) => (part ? left.replaceAll(part, '[token]') : left), text);
}

function refusal(api: RemoteApi, request: string, answer: OutgoingAnswer): AppError {
  const { status, text } = answer;
  const isToken = status === 401 || (status === 403 && !isLimited(answer));
  const meaning = isToken ? `${api.refusal} ` : redirects.has(status) ? `${api.redirected} ` : '';
  const said = reasonIn(text);
  return new AppError(
    status >= 500 || busy.has(status) || isLimited(answer) ? 'unavailable' : 'bad_request',
    `${meaning}${api.name} answered ${request} with ${status}${said ? `: ${said}` : '.'}`,
    { detail: `${status} ${text.slice(0, MOST_OF_A_REASON)}` },
  );
}

/** Whether a response says that there were too many requests, as GitHub also does with 403. */
export function isLimited({ status, headers, text }: OutgoingAnswer): boolean {
  if (status === 429) return true;
  const isSpent = headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0';
  return status === 403 && (isSpent || /rate limit/i.test(text));
}

const withReason = z.union([
  z.object({ message: z.string() }).transform(({ message }) => message),
  z.object({ error: z.string() }).transform(({ error }) => error),
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message),
]);

/** The reason that a service gives in the usual places; other text of it is not for users (hostile-inputs row 27). */
export function reasonIn(text: string): string {
  const reason = withReason.safeParse(jsonOf(text)).data ?? '';
  return storableText(reason.replace(/\s+/g, ' ').trim(), MOST_OF_A_REASON);
}

/** Read the body of an answer. @throws AppError unavailable when it is not what the service documents */
export function readAnswer<T>(schema: z.ZodType<T>, { text }: OutgoingAnswer): T {
  const parsed = schema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new AppError('unavailable', 'A service gave an answer that Gantry does not understand.', {
    detail: text.slice(0, MOST_OF_A_REASON),
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // refused by the schema
  }
}
