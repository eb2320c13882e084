export interface UnixHttpRequest {
  socketPath: string;
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
  deadlineMs: number;
}

export interface UnixHttpResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** An HTTP request to an address as seen from the machine, such as a container's on a bridge network. */
export interface HttpProbeRequest {
  scheme: 'http' | 'https';
  address: string;
  port: number;
  /** Server name for the TLS handshake; absent: none. */
  serverName?: string;
  method: string;
  path: string;
  headers?: Record<string, string>;
  timeoutMs: number;
}

export interface HttpProbeResponse {
  status: number;
  /** At most the first 64 KB. */
  body: string;
}

/** Certificate that a TLS server presents for a name. Its chain is not verified. */
export interface PeerCertificate {
  issuer: string;
  issuedAt: Date;
  expiresAt: Date;
  /** SHA-256, in upper case with colons. */
  fingerprint: string;
}

/** HTTP and TCP as seen from the machine. */
export interface HostHttp {
  /** Send an HTTP request over a unix socket of the machine (Docker, Caddy's admin endpoint). */
  httpOverSocket(request: UnixHttpRequest): Promise<UnixHttpResponse>;
  /**
   * Send one HTTP request over a forwarded TCP channel. Follows no redirect and verifies no certificate: it checks
   * whether a container is healthy. Rejects with `unavailable` when nothing answers, `forbidden` when sshd refuses
   * forwarding.
   */
  httpProbe(request: HttpProbeRequest): Promise<HttpProbeResponse>;
  /** Read the certificate that a TLS server presents for a name; null when it has none. Rejects like `httpProbe`. */
  peerCertificate(request: {
    address: string;
    port: number;
    serverName: string;
    timeoutMs: number;
  }): Promise<PeerCertificate | null>;
  /** Resolve when the address accepts a TCP connection; rejects like `httpProbe`. */
  tcpProbe(request: { address: string; port: number; timeoutMs: number }): Promise<void>;
}
