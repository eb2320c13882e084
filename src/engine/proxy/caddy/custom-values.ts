import { z } from 'zod';

const LONGEST_TEXT = 16_384;
const MOST_ENTRIES = 100;
const DEEPEST = 12;

/** Placeholders that would reveal files and variables of the proxy's container, such as certificate keys. */
const revealing = /\{\s*(?:env|file|vars|http\.vars)\b/i;

/** A text that the proxy uses as it is, or with placeholders about the request. */
export const plainText = z
  .string()
  .max(LONGEST_TEXT)
  .refine(
    (text) => !revealing.test(text),
    'Placeholders of files, variables and the environment are not allowed.',
  );

export const durationText = z
  .string()
  .regex(/^(?:\d{1,9}(?:\.\d{1,9})?(?:ns|us|µs|ms|s|m|h|d))+$/, 'Must be a time such as 30s.')
  .max(40);

export const hostPattern = plainText.min(1).max(255);

const textList = z.array(plainText).max(MOST_ENTRIES);
const textLists = z.record(plainText.max(255), z.union([textList, z.null()]));

/** Names with lists of values, as for headers and queries. */
export const namedLists = textLists;

const addresses = z.strictObject({ ranges: textList });
const pattern = z.strictObject({ name: plainText.optional(), pattern: plainText });

/** Conditions on a request, except those that read files of the proxy or compute. */
export const matchers: z.ZodType = z.lazy(() =>
  z.strictObject({
    host: z.array(hostPattern).min(1).max(MOST_ENTRIES).optional(),
    path: textList.optional(),
    path_regexp: pattern.optional(),
    method: textList.optional(),
    query: textLists.optional(),
    header: textLists.optional(),
    header_regexp: z.record(plainText.max(255), pattern).optional(),
    protocol: z.enum(['http', 'https', 'grpc']).optional(),
    remote_ip: addresses.optional(),
    client_ip: addresses.optional(),
    not: z.array(matchers).max(MOST_ENTRIES).optional(),
  }),
);

/** Settings that Gantry does not interpret: strings, numbers and booleans, in lists and maps. */
export const settings: z.ZodType = limited(DEEPEST);

function limited(depth: number): z.ZodType {
  const scalar = z.union([plainText, z.number(), z.boolean(), z.null()]);
  if (depth === 0) return scalar;
  const below: z.ZodType = z.lazy(() => limited(depth - 1));
  return z.union([scalar, z.array(below).max(MOST_ENTRIES), z.record(plainText.max(255), below)]);
}
