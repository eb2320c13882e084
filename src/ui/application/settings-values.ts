import type { SettingField } from './settings-fields';
import type { ApplicationChanges } from './use-update-application';

/** Values of a settings form by wire name; numbers stand as text while they are edited. */
export type SettingValues = Record<string, string | boolean>;

/** Switches sit in `settings` on read and at the top on write (coolify-api §2). */
export interface ReadApplication {
  settings: object;
}

export function settingValues(application: ReadApplication, fields: readonly SettingField[]): SettingValues {
  const read = new Map<string, unknown>([
    ...Object.entries(application.settings),
    ...Object.entries(application),
  ]);
  return Object.fromEntries(
    fields.map(({ name, kind }) => {
      const value = read.get(name);
      return [
        name,
        kind === 'switch' ? value === true : value === null || value === undefined ? '' : String(value),
      ];
    }),
  );
}

/** What was edited, as the wire wants it: numbers as numbers, emptied text as null. */
export function changedSettings(
  fields: readonly SettingField[],
  values: SettingValues,
  dirty: Partial<Record<string, unknown>>,
): ApplicationChanges {
  const changes: Record<string, unknown> = {};
  for (const { name, kind, whenEmpty } of fields) {
    if (!dirty[name]) continue;
    const value = values[name];
    if (kind === 'number') changes[name] = value === '' ? null : Number(value);
    else changes[name] = value === '' ? (whenEmpty ?? null) : value;
  }
  // Every name comes from settings-fields.ts, where the type of `name` allows only members of the update.
  return changes as ApplicationChanges;
}
