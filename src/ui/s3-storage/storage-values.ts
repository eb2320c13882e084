import { z } from 'zod';
import { bucketName, s3Credential, s3Endpoint, s3Region } from '../../domain/input/credential/s3';
import { displayName } from '../../domain/input/display-name';
import type { Outputs } from '../trpc';

export type S3Storage = Outputs['s3Storage']['list'][number];

/** Fields are text and stay as typed: the server normalises. */
function text(schema: z.ZodType): z.ZodType<string, string> {
  return z.string().superRefine((value, context) => {
    for (const { message } of schema.safeParse(value).error?.issues ?? [])
      context.addIssue({ code: 'custom', message });
  });
}

const places = {
  name: text(displayName),
  endpoint: text(s3Endpoint),
  bucket: text(bucketName),
  region: text(s3Region),
};

/** Of one that is there, keys that are left empty stay as they are. */
export function storageForm(isNew: boolean) {
  const credential = text(isNew ? s3Credential : z.union([z.literal(''), s3Credential]));
  return z.object({ ...places, key: credential, secret: credential });
}

export type S3StorageValues = z.infer<ReturnType<typeof storageForm>>;

export function valuesOf(storage: S3Storage | null): S3StorageValues {
  return {
    name: storage?.name ?? '',
    endpoint: storage?.endpoint ?? '',
    bucket: storage?.bucket ?? '',
    region: storage?.region ?? 'us-east-1',
    key: '',
    secret: '',
  };
}

/** What is sent of a change: what differs, and keys that were typed. */
export function changesOf(storage: S3Storage, values: S3StorageValues): Partial<S3StorageValues> {
  const before = valuesOf(storage);
  const names = Object.keys(values) as (keyof S3StorageValues)[]; // every field of the form
  return Object.fromEntries(
    names.filter((name) => values[name] !== before[name]).map((name) => [name, values[name]]),
  );
}
