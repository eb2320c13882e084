import type { DatabaseField, DatabaseValues } from './field';

type Fields = Readonly<Record<string, DatabaseField>>;
/** Parsed fields of a request by wire name; omitted fields are absent. */
type GivenFields = Readonly<Record<string, unknown>>;

/** Get the values of a new database: those of the caller, else the engine's defaults, with new passwords. */
export function initialValues(fields: Fields, given: GivenFields, newPassword: () => string): DatabaseValues {
  const values: DatabaseValues = {};
  for (const [name, { role, initial }] of Object.entries(fields)) {
    const own = initial.kind === 'password' ? newPassword() : initial.text;
    values[role] = givenText(given[name]) ?? own;
  }
  return values;
}

/** Get the values after a change; omitted fields keep theirs. */
export function changedValues(fields: Fields, given: GivenFields, before: DatabaseValues): DatabaseValues {
  const values: DatabaseValues = { ...before };
  for (const [name, { role }] of Object.entries(fields)) {
    const value = givenText(given[name]);
    if (value !== undefined) values[role] = value;
  }
  return values;
}

/** Convert the values to wire names. */
export function wireValues(fields: Fields, values: DatabaseValues): Record<string, string | null> {
  return Object.fromEntries(Object.entries(fields).map(([name, { role }]) => [name, values[role] ?? null]));
}

/** Find the first changed field that has an effect only at the first start. */
export function changedFirstStartField(
  fields: Fields,
  before: DatabaseValues,
  after: DatabaseValues,
): string | undefined {
  return Object.entries(fields).find(
    ([, { role, isFirstStartOnly }]) => isFirstStartOnly && (before[role] ?? null) !== (after[role] ?? null),
  )?.[0];
}

function givenText(value: unknown): string | null | undefined {
  return typeof value === 'string' || value === null ? value : undefined;
}
