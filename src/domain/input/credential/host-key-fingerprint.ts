import { z } from 'zod';

/** Fingerprint of a host key as `ssh-keygen -l` prints it: unpadded base64 of a SHA-256 digest. */
export const hostKeyFingerprint = z
  .string()
  .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'Must be a fingerprint of the form SHA256:….');
