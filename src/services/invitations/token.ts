import { digestOf } from '../../auth/digest';
import { Secret } from '../../domain/secret';
import { randomBase62 } from '../../lib/random';

/** Length of the secret: 43 base62 characters are 256 bits. */
const SECRET_LENGTH = 43;
/** Shape of the token: the same as Gantry's other tokens, so that redaction covers it too. */
const pattern = /^gnt_inv_[0-9A-Za-z]{43}$/;

export interface InvitationToken {
  /** Token for the link; shown once. */
  token: Secret;
  /** Hash that the row keeps. */
  tokenHash: string;
}

export function newInvitationToken(): InvitationToken {
  const text = `gnt_inv_${randomBase62(SECRET_LENGTH)}`;
  return { token: new Secret(text), tokenHash: digestOf(text) };
}

/** Hash the token of a link; null for a text of another shape. */
export function invitationHash(token: string): string | null {
  return pattern.test(token) ? digestOf(token) : null;
}
