/**
 * Cost of hashing a password: one of OWASP's equivalent scrypt settings (32 MB, about 0.3 s). Stored with the hash, so
 * that it can be raised later.
 */
export const passwordCost = { N: 2 ** 15, r: 8, p: 3 };
