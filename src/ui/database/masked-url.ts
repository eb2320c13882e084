/** Replacement for a password: eight dots, whatever its length. */
const mask = '••••••••';

/** Mask the password of a connection URL, so that it can be shown on screen. */
export function maskedUrl(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/[^:@/]*:)[^@/]*@/i, `$1${mask}@`);
}
