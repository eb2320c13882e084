export const lifetimes = [7, 30, 60, 90, 365] as const;
export type Lifetime = (typeof lifetimes)[number] | null;

/** Lifetime in days of a value in the form's list; null means that the token never expires. */
export function lifetimeOf(text: string): Lifetime {
  return lifetimes.find((days) => String(days) === text) ?? null;
}

/** Lifetimes within the limit of an organization (days; null: no limit). */
export function lifetimesWithin(limit: number | null): { days: readonly number[]; mayNever: boolean } {
  return { days: lifetimes.filter((days) => limit === null || days <= limit), mayNever: limit === null };
}
