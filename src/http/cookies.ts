/** Get the decoded value of one cookie in a `Cookie` header; null when it is missing or cannot be decoded. */
export function cookieValue(header: string | undefined, name: string): string | null {
  for (const pair of header?.split(';') ?? []) {
    const separator = pair.indexOf('=');
    if (separator === -1 || pair.slice(0, separator).trim() !== name) continue;
    try {
      return decodeURIComponent(pair.slice(separator + 1).trim());
    } catch {
      return null; // invalid percent-encoding: not a cookie that Gantry set
    }
  }
  return null;
}

/** Get all cookies of a request, by name. */
export function allCookies(header: string | undefined): Record<string, string> {
  const names = (header?.split(';') ?? [])
    .map((pair) => pair.slice(0, pair.indexOf('=')).trim())
    .filter(Boolean);
  return Object.fromEntries(names.map((name) => [name, cookieValue(header, name) ?? '']));
}
