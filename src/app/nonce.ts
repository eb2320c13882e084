/** Nonce that src/http/ put into the policy of this request; undefined when the page is served without one. */
export function nonceOf(policy: string | null): string | undefined {
  return policy?.match(/'nonce-([^']+)'/)?.[1];
}
