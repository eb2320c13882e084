export const lifetimes = [7, 30, 60, 90, 365] as const;
export type Lifetime = (typeof lifetimes)[number] | null;

/** The days of a value of the form's list; "never" is null. */
export function lifetimeOf(text: string): Lifetime {
  return lifetimes.find((days) => String(days) === text) ?? null;
}

/** The lifetimes that an organization with this limit allows (days; null: no limit). */
export function lifetimesWithin(limit: number | null): { days: readonly number[]; mayNever: boolean } {
  return { days: lifetimes.filter((days) => limit === null || days <= limit), mayNever: limit === null };
}
