/** The value of one cookie in a `Cookie` header, decoded; null when it is not there or not readable. */
export function cookieValue(header: string | undefined, name: string): string | null {
  for (const pair of header?.split(';') ?? []) {
    const separator = pair.indexOf('=');
    if (separator === -1 || pair.slice(0, separator).trim() !== name) continue;
    try {
      return decodeURIComponent(pair.slice(separator + 1).trim());
    } catch {
      return null; // broken percent-encoding: no cookie of ours
    }
  }
  return null;
}

/** All cookies of a request by name. */
export function allCookies(header: string | undefined): Record<string, string> {
  const names = (header?.split(';') ?? [])
    .map((pair) => pair.slice(0, pair.indexOf('=')).trim())
    .filter(Boolean);
  return Object.fromEntries(names.map((name) => [name, cookieValue(header, name) ?? '']));
}
