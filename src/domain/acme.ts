/** Certificate authority of the proxies (RFC 8555). */
export interface AcmeSettings {
  /** URL of its directory; null: the proxy's default, Let's Encrypt. */
  directoryUrl: string | null;
  /** Contact address for the authority. */
  email: string | null;
  /** Root certificates for verifying the directory's own certificate, as PEM; null: those of the system. */
  roots: string | null;
}
