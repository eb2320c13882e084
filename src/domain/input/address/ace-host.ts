/** The ASCII (ACE, `xn--…`) form of a host name in lower case; null when it has none. */
export function aceHost(host: string): string | null {
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(host)) return null;
  try {
    return new URL(`http://${host}`).hostname.replace(/\.$/, '');
  } catch (error) {
    if (error instanceof TypeError) return null; // the URL parser's way to say "not a host"
    throw error;
  }
}
