import type { OutgoingAnswer } from '../../lib/outgoing-request';
import type { Call } from '../remote-api/call';
import type { TokenCheck } from './forge-api';

/** Status of a credential that is refused, and of one that is accepted but may not do what was asked. */
const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const NOT_FOUND = 404;

export const accepted: TokenCheck = { isValid: true, message: 'The token is accepted.' };
export const refused: TokenCheck = { isValid: false, message: 'The forge refused the token.' };

/** Check a token by a request that reads. @throws AppError unavailable · bad_request for another response */
export async function checkedBy(call: Call, path: string): Promise<TokenCheck> {
  const { status } = await call('GET', path, { expected: [UNAUTHORIZED, FORBIDDEN] });
  if (status === UNAUTHORIZED) return refused;
  if (status === FORBIDDEN)
    return { isValid: true, message: 'The token is accepted. The forge does not say what it may do.' };
  return accepted;
}

interface RepositoryCheck {
  repository: string;
  /** Of the request that reads it. */
  path: string;
  /** Whether the response says that the token may write; absent: the forge does not say. */
  mayWrite?: (answer: OutgoingAnswer) => boolean;
}

/**
 * Check a token by reading a repository that it is used for. Forges answer 404 for those that a token may not read.
 * @throws AppError unavailable · bad_request for another response
 */
export async function checkedWith(
  call: Call,
  { repository, path, mayWrite = () => true }: RepositoryCheck,
): Promise<TokenCheck> {
  const answer = await call('GET', path, { expected: [UNAUTHORIZED, FORBIDDEN, NOT_FOUND] });
  if (answer.status === UNAUTHORIZED) return refused;
  if (answer.status >= 400)
    return { isValid: false, message: `The token does not have access to ${repository}.` };
  return mayWrite(answer)
    ? { isValid: true, message: `The token is accepted for ${repository}.` }
    : { isValid: false, message: `The token may read ${repository}, but not write there.` };
}
