import type { Dump } from '../../domain/database/dump';
import { databaseIdentifier } from '../../domain/database/identifier';
import { AppError, invalidField } from '../../domain/error';
import type { ContainerCommand } from '../../domain/workload/container-command';
import type { DatabaseSettings, DumpedDatabase, Dumps } from '../../engine/database/types';

/** What one dump of a schedule contains. */
export interface Part {
  /** Name in its execution; null: all databases. */
  database: string | null;
  dump: Dump;
  /** Counts the contents that the dump should have. */
  count: ContainerCommand;
}

interface Named {
  databases: string | null;
  isOfAll: boolean;
}

const NOT_SUPPORTED = 'Scheduled backups are not supported for this database type.';

/** @throws AppError 422 for an engine whose data is backed up as a volume */
export function requireDumps(dumps: Dumps | null): Dumps {
  if (dumps === null) throw new AppError('validation_failed', NOT_SUPPORTED);
  return dumps;
}

/**
 * What a schedule dumps, in the order of its list.
 * @throws AppError 422 when the engine cannot do it
 */
export function partsOf(dumps: Dumps, settings: DatabaseSettings, { databases, isOfAll }: Named): Part[] {
  if (isOfAll) {
    if (dumps.all === null)
      throw invalidField(
        'dump_all',
        'This engine can only dump individual databases. List them in databases_to_backup.',
      );
    return [{ database: null, dump: dumps.all(settings), count: dumps.count(settings, null) }];
  }
  const named = databases === null ? [settings.database] : entriesOf(databases);
  return named.map((entry) => partOf(dumps, settings, entry));
}

function partOf(dumps: Dumps, settings: DatabaseSettings, entry: string): Part {
  const database = databaseOf(entry);
  return {
    database: entry,
    dump: dumps.database(settings, database),
    count: dumps.count(settings, database),
  };
}

/** Databases separated by commas; with collections to leave out, `name:collection,collection`, by bars. */
function entriesOf(text: string): string[] {
  const entries = text.split(text.includes(':') ? '|' : ',').map((entry) => entry.trim());
  return [...new Set(entries.filter((entry) => entry !== ''))];
}

/** @throws AppError 422 for an invalid database name */
export function databaseOf(entry: string): DumpedDatabase {
  const [name = '', collections] = entry.split(':', 2);
  const without = collections === undefined ? [] : collections.split(',').map((each) => each.trim());
  const isValid = [name, ...without].every((each) => databaseIdentifier.safeParse(each).success);
  if (!isValid)
    throw invalidField(
      'databases_to_backup',
      'Must be database names separated by commas. To exclude collections: name:collection,collection.',
    );
  return { name, without };
}
