type Dirty<T> = { [K in keyof T]?: unknown };

/** Values that a PATCH sends: those that the user changed. Cleared text becomes null, which clears the field. */
export function changedValues<T extends Record<string, unknown>>(
  values: T,
  dirty: Dirty<T>,
): Partial<{ [K in keyof T]: T[K] | null }> {
  const changed: Partial<{ [K in keyof T]: T[K] | null }> = {};
  for (const key in values) {
    if (dirty[key]) changed[key] = values[key] === '' ? null : values[key];
  }
  return changed;
}

/** Leave out what was cleared, for a PATCH of fields that need a value: they keep the one they have. */
export function withoutCleared<T extends Record<string, unknown>>(
  changed: T,
): Partial<{ [K in keyof T]: NonNullable<T[K]> }> {
  const kept: Partial<{ [K in keyof T]: NonNullable<T[K]> }> = {};
  for (const key in changed) {
    const value = changed[key];
    if (value !== null && value !== undefined) kept[key] = value;
  }
  return kept;
}
