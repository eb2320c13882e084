/** The cover of a password: eight dots, however long it is. */
const mask = '••••••••';

/** A connection string to look at over someone's shoulder: its password is covered, everything else is readable. */
export function maskedUrl(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/[^:@/]*:)[^@/]*@/i, `$1${mask}@`);
}
