import { encodeBase64 } from '../../base64';
import type { NamedField } from '../engine-fields';

export type EngineValues = Record<string, string>;

/** Initial values of the fields of an engine. Passwords are never filled in; one that is left empty is not changed. */
export function engineValues(database: object, fields: readonly NamedField[]): EngineValues {
  const read = new Map<string, unknown>(Object.entries(database));
  return Object.fromEntries(
    fields.map(({ name, isSecret }) => {
      const value = read.get(name);
      return [name, isSecret || typeof value !== 'string' ? '' : value];
    }),
  );
}

/** Convert the edited fields to the wire format: files as base64, cleared fields as null. */
export function engineChanges(
  fields: readonly NamedField[],
  values: EngineValues,
  dirty: Partial<Record<string, unknown>>,
): Record<string, string | null> {
  const changes: Record<string, string | null> = {};
  for (const { name, role, isSecret } of fields) {
    const value = values[name] ?? '';
    if (!dirty[name] || (isSecret && value === '')) continue;
    if (value === '') changes[name] = null;
    else changes[name] = role === 'configuration' ? encodeBase64(value) : value;
  }
  return changes;
}
