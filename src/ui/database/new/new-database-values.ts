import { z } from 'zod';
import { type DatabaseEngine, databaseEngines } from '../../../domain/database/engines';
import { parseImageReference } from '../../../domain/input/docker/image-reference';
import { memoryLimit } from '../../../domain/input/docker/limits';
import { encodeBase64 } from '../../base64';
import { engineFields, enginesOnOffer } from '../engine-fields';

/**
 * Values of the form, with the fields of all engines by their wire names. Fields of other engines are kept, but not
 * sent.
 */
export interface NewDatabase {
  engine: DatabaseEngine;
  name: string;
  image: string;
  limits_memory: string;
  project_uuid: string;
  environment_uuid: string;
  server_uuid: string;
  enable_ssl: boolean;
  instant_deploy: boolean;
  [field: string]: string | boolean;
}

/** Initial values of the form. An empty field means that Gantry chooses the value. */
export function emptyDatabase(place: { project: string; environment: string; server: string }): NewDatabase {
  return {
    ...Object.fromEntries(
      enginesOnOffer.flatMap((engine) => engineFields(engine).map(({ name }) => [name, ''])),
    ),
    engine: 'postgresql',
    name: '',
    image: '',
    limits_memory: '',
    project_uuid: place.project,
    environment_uuid: place.environment,
    server_uuid: place.server,
    enable_ssl: false,
    instant_deploy: true,
  };
}

/** Convert a field to its wire format: configuration files as base64, all other fields trimmed. */
function toWire(role: string, text: string): string {
  return role === 'configuration' ? encodeBase64(text) : text.trim();
}

const chosen = {
  engine: z.enum(enginesOnOffer),
  project_uuid: z.string().min(1, 'Choose a project.'),
  environment_uuid: z.string().min(1, 'Choose an environment.'),
  server_uuid: z.string().min(1, 'Choose a server.'),
};

/** Schema of the form. Empty optional fields and fields of other engines are not checked. */
export const newDatabaseSchema = z.custom<NewDatabase>().superRefine((values, context) => {
  const check = (path: string, value: unknown, schema: z.ZodType) => {
    const result = schema.safeParse(value);
    if (!result.success)
      context.addIssue({ code: 'custom', path: [path], message: result.error.issues[0]?.message });
  };
  for (const [name, schema] of Object.entries(chosen)) check(name, values[name], schema);
  if (values.image !== '') check('image', values.image, imageReference);
  if (values.limits_memory !== '') check('limits_memory', values.limits_memory, memoryLimit);
  for (const { name, role, input } of engineFields(values.engine)) {
    const value = values[name];
    if (typeof value === 'string' && value !== '') check(name, toWire(role, value), input);
  }
});

const imageReference = z
  .string()
  .refine(
    (text) => parseImageReference(text.trim()) !== null,
    'Must be an image such as postgres:16-alpine.',
  );

/** Build the create request: the members of every engine, and the non-empty fields of the chosen one. */
export function createDatabaseRequest(values: NewDatabase) {
  const { engine, name, image, limits_memory, project_uuid, environment_uuid, server_uuid, instant_deploy } =
    values;
  const own = engineFields(engine).flatMap((field) => {
    const value = values[field.name];
    return typeof value === 'string' && value !== ''
      ? [[field.name, toWire(field.role, value)] as const]
      : [];
  });
  return {
    project_uuid,
    environment_uuid,
    server_uuid,
    instant_deploy,
    ...(values.enable_ssl ? { enable_ssl: true } : {}),
    ...(name.trim() ? { name: name.trim() } : {}),
    ...(image.trim() ? { image: image.trim() } : {}),
    ...(limits_memory.trim() ? { limits_memory: limits_memory.trim() } : {}),
    ...Object.fromEntries(own),
  };
}

/** Image that runs when none is given. */
export function defaultImage(engine: DatabaseEngine): string {
  return databaseEngines[engine].defaultImage;
}
