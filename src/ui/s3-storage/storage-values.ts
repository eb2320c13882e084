import { z } from 'zod';
import { bucketName, s3Credential, s3Endpoint, s3Region } from '../../domain/input/credential/s3';
import { displayName } from '../../domain/input/display-name';
import type { Outputs } from '../trpc';

export type S3Storage = Outputs['s3Storage']['list'][number];

/** Schema of a text field, which keeps the value as typed: the server normalizes it. */
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

/** Schema of the form. For an existing storage, keys that are left empty are kept. */
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

/** Changed values to send: fields that differ, and keys that were entered. */
export function changesOf(storage: S3Storage, values: S3StorageValues): Partial<S3StorageValues> {
  const before = valuesOf(storage);
  const names = Object.keys(values) as (keyof S3StorageValues)[]; // the values have every field of the form
  return Object.fromEntries(
    names.filter((name) => values[name] !== before[name]).map((name) => [name, values[name]]),
  );
}
