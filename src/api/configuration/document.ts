import { isScalar, LineCounter, parseDocument, type Scalar, visit, type YAMLMap } from 'yaml';
import { z } from 'zod';
import { Reference, referenceTags } from '../../domain/configuration-reference';
import { AppError, invalidField } from '../../domain/error';
import { yamlBoundsProblem, yamlProblemText } from '../../domain/yaml-bounds';
import { validationError } from '../validation-error';

const name = z.string().min(1).max(255);
const members = z.record(name, z.unknown());
const value = z.union([z.string(), z.number(), z.boolean(), z.instanceof(Reference)]);
const variables = z.record(name, z.union([value, z.strictObject({ value, ...flags() })]));

function flags() {
  const flag = z.boolean().optional();
  return {
    is_literal: flag,
    is_multiline: flag,
    is_shown_once: flag,
    is_runtime: flag,
    is_buildtime: flag,
    comment: z.string().nullable().optional(),
  };
}

const workload = z.looseObject({
  name: name.optional(),
  uuid: z.string().optional(),
  server_uuid: z.string(),
  destination_uuid: z.string().optional(),
  tags: z.array(z.string()).optional(),
  variables: variables.optional(),
  storages: z.record(name, members).optional(),
  scheduled_tasks: z.record(name, members).optional(),
  backups: z.array(members).optional(),
  urls: z.record(name, z.string()).optional(),
});

/** Schema of a document. Further members of a workload are those of its procedures, which validate them. */
export const configurationDocument = z.strictObject({
  version: z.literal(1),
  project: z.strictObject({ name, description: z.string().nullable().optional() }),
  variables: variables.optional(),
  environments: z.record(
    name,
    z.strictObject({
      description: z.string().nullable().optional(),
      variables: variables.optional(),
      applications: z
        .record(name, workload.extend({ source: z.string(), build_pack: z.string() }))
        .optional(),
      databases: z.record(name, workload.extend({ type: z.string() })).optional(),
      services: z.record(name, workload).optional(),
    }),
  ),
  moved: z
    .array(z.strictObject({ from: name, to: name }))
    .max(500)
    .optional(),
});

export type ConfigurationDocument = z.infer<typeof configurationDocument>;
export type WorkloadPart = z.infer<typeof workload>;

/** Aliases serve YAML bombs more than people: a document has each value once. */
const MAX_ALIASES = 0;

/** Parse a document. @throws AppError validation_failed with the line or the path of the error */
export function readDocument(text: string): ConfigurationDocument {
  const tooLarge = yamlBoundsProblem(text);
  if (tooLarge) throw refusedAt(tooLarge.line, tooLarge.message);
  const parsed = configurationDocument.safeParse(readValues(text));
  if (!parsed.success) throw validationError(parsed.error);
  return parsed.data;
}

function readValues(text: string): unknown {
  const lines = new LineCounter();
  try {
    // The parser's own search for duplicate keys compares each key with every other, and its pretty errors scan the
    // text for each of them.
    const yaml = parseDocument(text, {
      customTags: referenceTags,
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: lines,
    });
    const [problem] = [...yaml.errors, ...yaml.warnings];
    if (problem) throw refusedAt(lines.linePos(problem.pos[0]).line, yamlProblemText(problem));
    visit(yaml, {
      Map: (_, map) => {
        const twice = keyWrittenTwice(map);
        if (twice) throw refusedAt(lines.linePos(twice.range?.[0] ?? 0).line, 'This key is written twice.');
      },
    });
    return yaml.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    // Converting to plain values fails only because of aliases.
    throw new AppError('validation_failed', 'Validation failed.', {
      cause,
      fields: { document: ['Anchors and aliases are not allowed.'] },
    });
  }
}

function keyWrittenTwice(map: YAMLMap): Scalar | undefined {
  const seen = new Set<unknown>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    if (seen.has(key.value)) return key;
    seen.add(key.value);
  }
  return undefined;
}

function refusedAt(line: number, message: string): AppError {
  return invalidField('document', `${message.replace(/\.$/, '')} at line ${Math.max(line, 1)}.`);
}
