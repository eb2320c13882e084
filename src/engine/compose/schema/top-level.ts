import { z } from 'zod';
import { filledLine, flag, isRecord, labels, record, text, textMap } from './forms';

const resourceName = filledLine.refine(
  (name) => /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(name),
  'May have letters, digits, . _ and -.',
);

/** `external: true`, or the older `external: {name: …}`. */
const external = z.unknown().transform((value, context): { external: boolean; name: string | null } => {
  if (isRecord(value)) {
    const name = resourceName.safeParse(value.name);
    if (name.success) return { external: true, name: name.data };
  }
  const truth = flag.safeParse(value);
  if (truth.success) return { external: truth.data, name: null };
  context.addIssue({ code: 'custom', message: 'Must be true or false.' });
  return z.NEVER;
});

const orEmpty = (value: unknown): unknown => value ?? {};

const volume = z.preprocess(
  orEmpty,
  record({
    name: resourceName.optional(),
    external: external.optional(),
    labels: labels.optional(),
    driver: z.literal('local', 'Must be local.').optional(),
    driver_opts: textMap.optional(),
  }),
);

const network = z.preprocess(
  orEmpty,
  record({
    name: resourceName.optional(),
    external: external.optional(),
    internal: flag.optional(),
    labels: labels.optional(),
    driver: z.literal('bridge', 'Must be bridge.').optional(),
    // From Swarm: here every container may attach.
    attachable: flag.optional(),
  }),
);

const fileObject = record({
  name: resourceName.optional(),
  content: text.optional(),
  environment: filledLine.optional(),
  file: filledLine.optional(),
  labels: textMap.optional(),
}).refine(
  ({ content, environment, file }) =>
    [content, environment, file].filter((source) => source !== undefined).length === 1,
  'Must have one of content, environment and file.',
);

const key = z.string().regex(/^[A-Za-z0-9._-]{1,128}$/, 'A key may have letters, digits, . _ and -.');

function mapOf<T extends z.ZodType>(value: T) {
  return z.preprocess(orEmpty, z.record(key, value, 'Must be a map.'));
}

export const volumes = mapOf(volume);
export const networkMap = mapOf(network);
export const fileObjects = mapOf(fileObject);

export type VolumeInput = z.output<typeof volume>;
export type NetworkInput = z.output<typeof network>;
export type FileObjectInput = z.output<typeof fileObject>;
