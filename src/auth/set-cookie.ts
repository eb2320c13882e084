/** The cookie that Coder's clients keep a session token in. */
export const coderSessionCookie = 'coder_session_token';

/** Whether browsers must keep cookies to https. */
export function isSecureUrl(publicUrl: string): boolean {
  return publicUrl.startsWith('https://');
}

/**
 * The name of a cookie of ours alone. With https it has the prefix that keeps applications on sub-domains of the panel
 * from planting it (authorization contract §5.1).
 */
export function hostCookieName(name: string, publicUrl: string): string {
  return isSecureUrl(publicUrl) ? `__Host-${name}` : name;
}

/**
 * A `Set-Cookie` value; without an end the browser forgets it when it is closed. Script never sees these cookies and other
 * sites never send them along with a POST.
 */
export function setCookie(
  name: string,
  value: string,
  { publicUrl, expiresAt }: { publicUrl: string; expiresAt?: Date },
): string {
  const secure = isSecureUrl(publicUrl) ? '; Secure' : '';
  const expires = expiresAt ? `; Expires=${expiresAt.toUTCString()}` : '';
  return `${name}=${value}; Path=/${expires}; HttpOnly; SameSite=Lax${secure}`;
}

/** A `Set-Cookie` value that makes the browser forget. */
export function clearCookie(name: string, publicUrl: string): string {
  return setCookie(name, '', { publicUrl, expiresAt: new Date(0) });
}
