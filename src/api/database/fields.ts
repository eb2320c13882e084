import { z } from 'zod';
import { type DatabaseEngine, databaseEngines, sslModes } from '../../domain/database/engines';
import type { DatabaseField } from '../../domain/database/field';
import { publicPort, publicPortTimeout } from '../../domain/input/address/public-port';
import { description } from '../../domain/input/description';
import { displayName } from '../../domain/input/display-name';
import * as health from '../../domain/input/docker/health-check';
import { imageName } from '../../domain/input/docker/image-reference';
import { secretInput } from '../../domain/sensitive';
import { orDefault } from '../wire/clearable';
import { limitFields } from '../workload/limit-fields';

/** The whitelist DBC of coolify-api §2, without PLACE. */
export const commonFields = z
  .object({
    name: displayName,
    description: description.nullable(),
    image: imageName,
    is_public: z.boolean(),
    public_port: publicPort.nullable(),
    public_port_timeout: orDefault(publicPortTimeout, 3600),
    enable_ssl: z.boolean(),
    ssl_mode: z.enum(sslModes).nullable(),
    ...limitFields,
    health_check_enabled: z.boolean(),
    health_check_interval: health.healthCheckSeconds,
    health_check_timeout: health.healthCheckSeconds,
    health_check_retries: health.healthCheckRetries,
    health_check_start_period: health.healthCheckStartPeriod,
  })
  .partial().shape;

/** Name of a field that some engine has. */
export type EngineFieldName = {
  [E in DatabaseEngine]: keyof (typeof databaseEngines)[E]['fields'];
}[DatabaseEngine];

type OptionalText = z.ZodOptional<z.ZodType<string | null, string | null>>;
export type EngineShape = Record<EngineFieldName, OptionalText>;

/** Build the fields of one engine for creation. null, which some clients send, means the default. */
export function createShape(engine: DatabaseEngine): EngineShape {
  return shapeOf(databaseEngines[engine].fields, (field) => marked(field).nullable().optional());
}

/** The fields of every engine for a change. Those that always have a value cannot be cleared. */
export const updateShape = shapeOf(allFields(), (field) => {
  const isEmptied = field.initial.kind === 'text' && field.initial.text === null;
  return (isEmptied ? marked(field).nullable() : marked(field)).optional();
});

export function allFields(): Record<EngineFieldName, DatabaseField> {
  const entries = Object.values(databaseEngines).flatMap(({ fields }) => Object.entries(fields));
  return Object.fromEntries(entries) as Record<EngineFieldName, DatabaseField>; // `fromEntries` forgets the names
}

/** Build the schema of some fields. Its type allows the fields of every engine; the schema itself has only these. */
function shapeOf(
  fields: Readonly<Record<string, DatabaseField>>,
  schema: (field: DatabaseField) => OptionalText,
): EngineShape {
  const entries = Object.entries(fields).map(([name, field]) => [name, schema(field)]);
  return Object.fromEntries(entries) as EngineShape; // as above
}

function marked({ input, isSecret }: DatabaseField): DatabaseField['input'] {
  return isSecret ? secretInput(input) : input;
}
