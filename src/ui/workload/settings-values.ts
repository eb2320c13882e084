import type { SettingField } from './setting-field';

/** Values of a settings form by wire name. Numbers are text while they are edited. */
export type SettingValues = Record<string, string | boolean>;

export function settingValues(read: object, fields: readonly SettingField[]): SettingValues {
  const values = new Map<string, unknown>(Object.entries(read));
  return Object.fromEntries(
    fields.map(({ name, kind }) => {
      const value = values.get(name);
      return [
        name,
        kind === 'switch' ? value === true : value === null || value === undefined ? '' : String(value),
      ];
    }),
  );
}

/** Convert the edited settings to the wire format: numbers as numbers, cleared text as null. */
export function changedSettings(
  fields: readonly SettingField[],
  values: SettingValues,
  dirty: Partial<Record<string, unknown>>,
): Record<string, string | number | boolean | null> {
  const changes: Record<string, string | number | boolean | null> = {};
  for (const { name, kind, whenEmpty } of fields) {
    const value = values[name];
    if (!dirty[name] || value === undefined) continue;
    if (kind === 'number') changes[name] = value === '' ? null : Number(value);
    else changes[name] = value === '' ? (whenEmpty ?? null) : value;
  }
  return changes;
}
