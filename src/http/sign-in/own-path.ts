/**
 * Where to go after signing in: a path of this installation, else its start page. An address of elsewhere would make
 * the panel lend its name to it.
 */
export function ownPath(wanted: string | null, publicUrl: string): string {
  if (!wanted?.startsWith('/') || !URL.canParse(wanted, publicUrl)) return '/';
  const url = new URL(wanted, publicUrl);
  return url.origin === new URL(publicUrl).origin ? url.pathname + url.search + url.hash : '/';
}
