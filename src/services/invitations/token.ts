import { digestOf } from '../../auth/digest';
import { Secret } from '../../domain/secret';
import { randomBase62 } from '../../lib/random';

/** 43 base62 characters are 256 bits. */
const SECRET_LENGTH = 43;
/** In the shape of Gantry's other tokens, so that whatever hides those from logs hides this one. */
const pattern = /^gnt_inv_[0-9A-Za-z]{43}$/;

export interface InvitationToken {
  /** For the link; shown once. */
  token: Secret;
  /** What the row keeps. */
  tokenHash: string;
}

export function newInvitationToken(): InvitationToken {
  const text = `gnt_inv_${randomBase62(SECRET_LENGTH)}`;
  return { token: new Secret(text), tokenHash: digestOf(text) };
}

/** null for a text that no invitation has. */
export function invitationHash(token: string): string | null {
  return pattern.test(token) ? digestOf(token) : null;
}
