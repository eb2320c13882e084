/**
 * Get the path to go to after signing in, else the start page. A URL of another site is not accepted: a link to the
 * panel could otherwise lead to it.
 */
export function ownPath(wanted: string | null, publicUrl: string): string {
  if (!wanted?.startsWith('/') || !URL.canParse(wanted, publicUrl)) return '/';
  const url = new URL(wanted, publicUrl);
  return url.origin === new URL(publicUrl).origin ? url.pathname + url.search + url.hash : '/';
}
