/** Cookie in which Coder's clients keep a session token. */
export const coderSessionCookie = 'coder_session_token';

/** Whether browsers must send cookies only over https. */
export function isSecureUrl(publicUrl: string): boolean {
  return publicUrl.startsWith('https://');
}

/**
 * Name a cookie that only Gantry uses. With https it has the prefix that keeps applications on sub-domains of the
 * panel from setting it (authorization contract §5.1).
 */
export function hostCookieName(name: string, publicUrl: string): string {
  return isSecureUrl(publicUrl) ? `__Host-${name}` : name;
}

/**
 * Write a `Set-Cookie` value; without an expiry, closing the browser deletes the cookie. Scripts never see these
 * cookies, and other sites never send them with a POST.
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

/** Write a `Set-Cookie` value that deletes the cookie. */
export function clearCookie(name: string, publicUrl: string): string {
  return setCookie(name, '', { publicUrl, expiresAt: new Date(0) });
}
