/** The nonce that src/http/ put into this request's policy; undefined when the page is served without one. */
export function nonceOf(policy: string | null): string | undefined {
  return policy?.match(/'nonce-([^']+)'/)?.[1];
}
