import { z } from 'zod';
import { applicationDefaults } from '../../domain/workload/application-defaults';
import { glossary } from '../glossary/glossary';
import { databaseDefaults, serviceDefaults } from './defaults';
import { configurationDocument } from './document';
import { engineFields } from './engine-fields';

/** Build the JSON schema of documents, for editors. It cannot describe references, which are YAML tags. */
export function configurationSchema(publicUrl: string): Record<string, unknown> {
  const schema = z.toJSONSchema(configurationDocument, { io: 'input', unrepresentable: 'any', override });
  return { ...schema, $id: `${publicUrl}/docs/configuration.schema.json`, title: 'Gantry configuration' };
}

const members: Readonly<Record<string, readonly string[]>> = {
  applications: [...Object.keys(applicationDefaults), 'private_key_uuid', 'docker_compose_raw'],
  databases: [...Object.keys(databaseDefaults), ...engineFields, 'image'],
  services: [...Object.keys(serviceDefaults), 'docker_compose_raw', 'type'],
};

/** Name the members of each kind of workload, so that an editor completes them and marks unknown ones. */
function override({
  jsonSchema,
  path,
}: {
  jsonSchema: z.core.JSONSchema.BaseSchema;
  path: (string | number)[];
}) {
  const kind = path.at(-1) === 'additionalProperties' ? String(path.at(-2)) : '';
  const names = Object.hasOwn(members, kind) ? members[kind] : undefined;
  if (!names || jsonSchema.type !== 'object') return;
  const own = Object.fromEntries(names.map((name) => [name, { description: glossary.get(name) ?? name }]));
  jsonSchema.properties = { ...own, ...jsonSchema.properties };
  jsonSchema.additionalProperties = false;
}
