/** Certificate authority of the proxies and of certificates by DNS (RFC 8555). */
export interface AcmeSettings {
  /** URL of its directory; null: the proxy's default, Let's Encrypt. */
  directoryUrl: string | null;
  /** Contact address for the authority. */
  email: string | null;
  /** Root certificates for verifying the directory's own certificate, as PEM; null: those of the system. */
  roots: string | null;
  /** `host:port` of the DNS servers that are asked for challenge records; empty: those of each zone. */
  dnsResolvers: readonly string[];
}
