import { parseDocument } from 'yaml';
import { z } from 'zod';
import { Reference, referenceTags } from '../../domain/configuration-reference';
import { AppError, invalidField } from '../../domain/error';
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

/** The form of a document. What a workload may have besides is what its procedures take, which check it themselves. */
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

/** Aliases are for bombs more than for people: a document says each thing once. */
const MAX_ALIASES = 0;

/** Read a document. @throws AppError validation_failed, with the line or the path of what is wrong */
export function readDocument(text: string): ConfigurationDocument {
  const yaml = parseDocument(text, { customTags: referenceTags, uniqueKeys: true, prettyErrors: true });
  const [problem] = [...yaml.errors, ...yaml.warnings];
  if (problem) throw invalidField('document', firstLine(problem.message));
  let read: unknown;
  try {
    read = yaml.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    throw new AppError('validation_failed', 'Validation failed.', {
      cause,
      fields: { document: ['Anchors and aliases are not allowed.'] },
    });
  }
  const parsed = configurationDocument.safeParse(read);
  if (!parsed.success) throw validationError(parsed.error);
  return parsed.data;
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.replace(/:$/, '.') ?? text;
}
