import { type DatabaseEngine, databaseEngines } from '../../domain/database/engines';
import type { DatabaseField, FieldRole } from '../../domain/database/field';

/** Field of an engine with its name on the wire. */
export interface NamedField extends DatabaseField {
  name: string;
}

/** Roles of the fields for the account and its database; all other fields are settings of the engine. */
export const accountRoles: ReadonlySet<FieldRole> = new Set(['user', 'password', 'rootPassword', 'database']);

/** Engines that can be created, in the order of the table of engines. */
export const enginesOnOffer = Object.keys(databaseEngines).filter(isEngine);

export function isEngine(name: string): name is DatabaseEngine {
  return Object.hasOwn(databaseEngines, name);
}

export function engineFields(engine: DatabaseEngine): NamedField[] {
  const fields: Readonly<Record<string, DatabaseField>> = databaseEngines[engine].fields;
  return Object.entries(fields).map(([name, field]) => ({ name, ...field }));
}

/** Find the engine of a type as lists have it, such as `standalone-postgresql`. */
export function engineOfType(type: string): DatabaseEngine | undefined {
  return enginesOnOffer.find((engine) => databaseEngines[engine].type === type);
}
