/** The certificate authority that proxies have their certificates from (RFC 8555). */
export interface AcmeSettings {
  /** URL of its directory; null: the proxy's own choice, Let's Encrypt. */
  directoryUrl: string | null;
  /** Address that it may write to. */
  email: string | null;
  /** Roots that the directory's own certificate is checked with, as PEM; null: those of the system. */
  roots: string | null;
}
