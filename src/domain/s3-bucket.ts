import type { Secret } from './secret';

/** A bucket of an S3-compatible storage, and what opens it. */
export interface S3Bucket {
  /** Address of the service, without a slash at its end. */
  endpoint: string;
  bucket: string;
  region: string;
  key: Secret;
  secret: Secret;
  /** The administrator's list of hosts that the address guard allows. */
  internalHosts: readonly string[];
}

/** An object in a bucket. */
export interface S3Object {
  bucket: S3Bucket;
  /** Without a slash at its beginning. */
  key: string;
}
