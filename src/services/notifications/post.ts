import { AppError } from '../../domain/error';
import { sendOutgoing } from '../../lib/outgoing-request';
import type { Installation } from '../context';
import type { MessageRequest } from './requests';

/** See hostile-inputs row 27. */
const DEADLINE_MS = 5_000;
const MAX_BYTES = 64 * 1024;

/** Statuses after which the same request may succeed. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * Post a message. The answer is never shown: its body could come from any machine. Neither is the URL, which contains
 * credentials for some services.
 * @throws AppError unavailable (another try may succeed) · bad_request (permanently refused)
 */
export async function post(
  { installation }: { installation: Pick<Installation, 'internalHosts'> },
  { url, body, headers }: MessageRequest,
  to: string,
): Promise<void> {
  const { status } = await sendOutgoing({
    method: 'POST',
    url: new URL(url),
    headers: { 'Content-Type': 'application/json', 'User-Agent': 'Gantry', ...headers },
    body: JSON.stringify(body),
    internalHosts: installation.internalHosts,
    isPlainAllowed: true,
    deadlineMs: DEADLINE_MS,
    maxBytes: MAX_BYTES,
  });
  if (status >= 200 && status < 300) return;
  const isPassing = status >= 500 || PASSING.has(status);
  throw new AppError(isPassing ? 'unavailable' : 'bad_request', `${to} responded with status ${status}.`);
}
