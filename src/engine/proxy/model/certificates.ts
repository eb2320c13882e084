import type { Secret } from '../../../domain/secret';

/** A certificate that a user uploaded. */
export interface LoadedCertificate {
  uuid: string;
  /** PEM, its own first. */
  chain: string;
  key: Secret;
}

/** Why a proxy did not get a certificate, and when it said so. */
export interface CertificateFailure {
  message: string;
  at: Date;
}
