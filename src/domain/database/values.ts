import type { DatabaseField, DatabaseValues } from './field';

type Fields = Readonly<Record<string, DatabaseField>>;
/** Parsed fields of a request by their names on the wire; those that it does not name are absent. */
type GivenFields = Readonly<Record<string, unknown>>;

/** The values of a new database: what the caller gave, else the engine's defaults, with passwords of its own. */
export function initialValues(fields: Fields, given: GivenFields, newPassword: () => string): DatabaseValues {
  const values: DatabaseValues = {};
  for (const [name, { role, initial }] of Object.entries(fields)) {
    const own = initial.kind === 'password' ? newPassword() : initial.text;
    values[role] = givenText(given[name]) ?? own;
  }
  return values;
}

/** The values after a change; fields that the request does not name keep theirs. */
export function changedValues(fields: Fields, given: GivenFields, before: DatabaseValues): DatabaseValues {
  const values: DatabaseValues = { ...before };
  for (const [name, { role }] of Object.entries(fields)) {
    const value = givenText(given[name]);
    if (value !== undefined) values[role] = value;
  }
  return values;
}

/** The values by the names of the wire. */
export function wireValues(fields: Fields, values: DatabaseValues): Record<string, string | null> {
  return Object.fromEntries(Object.entries(fields).map(([name, { role }]) => [name, values[role] ?? null]));
}

/** The first field whose value decides only at the first start and would differ. */
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
