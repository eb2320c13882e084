import type { Secret } from '../../../domain/secret';

/** A certificate that a user uploaded. */
export interface LoadedCertificate {
  uuid: string;
  /** PEM, the leaf certificate first. */
  chain: string;
  key: Secret;
}

/** Why and when a proxy failed to get a certificate. */
export interface CertificateFailure {
  message: string;
  at: Date;
}
