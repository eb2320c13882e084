import { AppError } from '../../../domain/error';
import { sendOutgoing } from '../../../lib/outgoing-request';
import type { OrganizationScope } from '../../context';
import { readRetryAfter } from './schedule';

/** See hostile-inputs row 27. */
const DEADLINE_MS = 5_000;
const MAX_BYTES = 64 * 1024;

const GONE = 410;

/** Outcome of one request. */
export interface RequestOutcome {
  /** null: there was no response. */
  status: number | null;
  durationMs: number;
  /** Why it was not delivered; null: it was. Never what the receiver answered, nor its host, which is a secret. */
  error: string | null;
  /** Delay that the receiver asked for. */
  retryAfterMs: number | null;
  /** Whether the receiver wants no more deliveries. */
  isGone: boolean;
}

/** Send one request to an endpoint. Redirects are not followed. */
export async function requestEndpoint(
  { installation, clock }: Pick<OrganizationScope, 'installation' | 'clock'>,
  { url, headers, body }: { url: URL; headers: Readonly<Record<string, string>>; body: string },
): Promise<RequestOutcome> {
  const startedAt = clock.monotonicMs();
  const ended = () => Math.round(clock.monotonicMs() - startedAt);
  try {
    const { status, headers: answered } = await sendOutgoing({
      method: 'POST',
      url,
      headers: { 'Content-Type': 'application/json', 'User-Agent': 'Gantry-Notification', ...headers },
      body,
      internalHosts: installation.internalHosts,
      isPlainAllowed: true,
      deadlineMs: DEADLINE_MS,
      maxBytes: MAX_BYTES,
      isHeadEnough: true,
    });
    const [retryAfter] = [answered['retry-after']].flat();
    return {
      status,
      durationMs: ended(),
      error: refusalOf(status),
      retryAfterMs: readRetryAfter(retryAfter, clock.now()),
      isGone: status === GONE,
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const words = failureOf(error, url);
    return { status: null, durationMs: ended(), error: words, retryAfterMs: null, isGone: false };
  }
}

function refusalOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400)
    return `The endpoint responded with status ${status}, a redirect, which is not followed. Set the URL that it leads to.`;
  if (status === GONE) return 'The endpoint responded with status 410: it wants no more deliveries.';
  return `The endpoint responded with status ${status}.`;
}

/** Say why there was no response. */
function failureOf({ code, message, cause }: AppError, { hostname }: URL): string {
  // Refused by the address guard, in words that contain the host.
  if (code === 'bad_request') return message.replace(hostname.replace(/^\[|\]$/g, ''), 'of the endpoint');
  const { name, code: reason = '' }: { name?: string; code?: string } = cause instanceof Error ? cause : {};
  if (name === 'TimeoutError' || name === 'AbortError')
    return `The endpoint did not respond within ${DEADLINE_MS / 1_000} seconds.`;
  if (reason === 'ECONNREFUSED') return 'The endpoint refused the connection.';
  if (reason === 'ECONNRESET') return 'The endpoint closed the connection without a response.';
  if (/CERT|SIGNATURE|TLS|SSL|EPROTO/.test(reason))
    return `No secure connection to the endpoint could be made (${reason}). Check its certificate.`;
  return 'The endpoint does not respond.';
}
