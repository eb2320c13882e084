import type { Database } from '../../db/generated/client';
import type { Sealer } from '../../db/sealed';
import { databaseEngines, type EngineDescription } from '../../domain/database/engines';
import type { DatabaseValues } from '../../domain/database/field';
import { AppError } from '../../domain/error';

const purpose = 'databases.credentials';
const waiting = 'operations.parameters';

/** The description of an engine that a row names. */
export function engineOf(name: string): EngineDescription {
  const found = Object.entries(databaseEngines).find(([engine]) => engine === name);
  if (!found) throw new AppError('internal', `There is no database engine called ${name}.`);
  return found[1];
}

/** The columns for values: secrets are sealed. */
export function toColumns(sealer: Sealer, { fields }: EngineDescription, values: DatabaseValues) {
  const part = (isSecret: boolean) =>
    Object.fromEntries(
      Object.values(fields)
        .filter((field) => field.isSecret === isSecret)
        .map(({ role }) => [role, values[role] ?? null]),
    );
  return { settings: part(false), credentials: sealer.seal(JSON.stringify(part(true)), purpose) };
}

/** Seal values for the operation that applies them to an engine. */
export function sealValues(sealer: Sealer, values: DatabaseValues): Uint8Array {
  return sealer.seal(JSON.stringify(values), waiting);
}

export function unsealValues(sealer: Sealer, sealed: Uint8Array): DatabaseValues {
  return JSON.parse(sealer.open(sealed, waiting).reveal()); // written by `sealValues`
}

type Stored = Pick<Database, 'settings' | 'credentials'>;

/** The values of a row that are not secret. */
export function plainValues({ settings }: Pick<Stored, 'settings'>): DatabaseValues {
  return Object(settings); // written by `toColumns`
}

/** All values of a row, with its secrets opened. */
export function openValues(sealer: Sealer, row: Stored): DatabaseValues {
  const secrets: DatabaseValues = JSON.parse(sealer.open(row.credentials, purpose).reveal());
  return { ...plainValues(row), ...secrets };
}
