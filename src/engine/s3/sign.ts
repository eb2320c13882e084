import { AwsV4Signer } from 'aws4fetch';
import type { S3Bucket } from '../../domain/s3-bucket';
import { Secret } from '../../domain/secret';

export interface S3Call {
  bucket: S3Bucket;
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** Key of an object; absent: the bucket itself. */
  key?: string;
  query?: Readonly<Record<string, string>>;
  body?: string;
}

export interface SignedCall {
  method: string;
  url: URL;
  headers: Readonly<Record<string, string>>;
}

/** Sign a call that Gantry sends: its headers contain the signature. */
export async function signed(call: S3Call): Promise<SignedCall> {
  const { method, url, headers } = await signer(call, {}).sign();
  return { method, url, headers: Object.fromEntries(headers) };
}

/** Sign a call that a server sends: any holder of the URL may make this one call until it expires. */
export async function presigned(call: S3Call, expiresSeconds: number): Promise<Secret> {
  const { url } = await signer(call, { 'X-Amz-Expires': String(expiresSeconds) }).sign();
  return new Secret(url.href);
}

/** Address the bucket by path, which every service supports: only some support a host name per bucket. */
function signer({ bucket, method, key, query, body }: S3Call, expiry: Readonly<Record<string, string>>) {
  const path = key === undefined ? '' : `/${key.split('/').map(encodeURIComponent).join('/')}`;
  const url = new URL(`${bucket.endpoint}/${bucket.bucket}${path}`);
  for (const [name, value] of Object.entries({ ...query, ...expiry })) url.searchParams.set(name, value);
  return new AwsV4Signer({
    method,
    url: url.href,
    body,
    accessKeyId: bucket.key.reveal(),
    secretAccessKey: bucket.secret.reveal(),
    service: 's3',
    region: bucket.region,
    signQuery: Object.keys(expiry).length > 0,
  });
}
