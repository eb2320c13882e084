/** Convert a host name to its ASCII (ACE, `xn--…`) form in lower case; null when it has none. */
export function aceHost(host: string): string | null {
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(host)) return null;
  try {
    return new URL(`http://${host}`).hostname.replace(/\.$/, '');
  } catch (error) {
    if (error instanceof TypeError) return null; // how the URL parser reports "not a host"
    throw error;
  }
}
