import type { Secret } from './secret';

/** A bucket of an S3-compatible storage, with its credentials. */
export interface S3Bucket {
  /** Address of the service, without a trailing slash. */
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
  /** Without a leading slash. */
  key: string;
}
