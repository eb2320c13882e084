import { z } from 'zod';

/** Aliases accepted instead of five fields (coolify-api §2, BK), with and without cron's `@`. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['every_minute', '* * * * *'],
  ['hourly', '0 * * * *'],
  ['daily', '0 0 * * *'],
  ['weekly', '0 0 * * 0'],
  ['monthly', '0 0 1 * *'],
  ['yearly', '0 0 1 1 *'],
]);

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface Field {
  min: number;
  max: number;
  names?: readonly string[];
}

const fields: readonly Field[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: monthNames },
  { min: 0, max: 7, names: dayNames },
];

/** Days of each month, in a leap year. */
const monthLengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MAX_LENGTH = 200;

/** A schedule: five cron fields or an alias, with at least one future run. Stored as given. */
export const cron = z
  .string()
  .max(MAX_LENGTH)
  .transform((text) => text.trim())
  .refine(
    (text) => cronTimes(text) !== null,
    'Must be a cron expression of five fields, or hourly, daily, weekly, monthly, yearly.',
  );

/** Replace an alias by its five fields; any other text is unchanged. */
export function expandCron(text: string): string {
  return aliases.get(text.replace(/^@/, '')) ?? text;
}

/** Minutes, hours and days of a schedule. */
export interface CronTimes {
  minutes: ReadonlySet<number>;
  hours: ReadonlySet<number>;
  days: ReadonlySet<number>;
  months: ReadonlySet<number>;
  /** 0 and 7 are Sunday. */
  weekdays: ReadonlySet<number>;
  /** Both kinds of days are set: either one is enough (crontab(5)). */
  isEitherDay: boolean;
}

/** Parse a schedule; null when it is invalid or never runs. */
export function cronTimes(text: string): CronTimes | null {
  const parts = expandCron(text.trim()).split(/\s+/);
  if (parts.length !== fields.length) return null;
  const [minutes, hours, days, months, weekdays] = fields.map((field, index) =>
    valuesOf(parts[index] ?? '', field),
  );
  if (!minutes || !hours || !days || !months || !weekdays) return null;
  // With a weekday there is always a next run; a day of the month must exist in one of the months.
  const anyWeekday = parts[4]?.startsWith('*') === true;
  if (anyWeekday && !hasDay(days, months)) return null;
  const isEitherDay = !anyWeekday && parts[2]?.startsWith('*') !== true;
  return { minutes, hours, days, months, weekdays, isEitherDay };
}

function hasDay(days: ReadonlySet<number>, months: ReadonlySet<number>): boolean {
  const first = Math.min(...days);
  return [...months].some((month) => first <= (monthLengths[month - 1] ?? 0));
}

/** Parse the values of one field (`*`, `1-5`, steps, `1,15`, names); null when it is invalid. */
function valuesOf(text: string, field: Field): Set<number> | null {
  const values = new Set<number>();
  for (const item of text.split(',')) {
    const range = rangeOf(item, field);
    if (!range) return null;
    for (let value = range.from; value <= range.to; value += range.step) values.add(value);
  }
  return values;
}

function rangeOf(item: string, field: Field): { from: number; to: number; step: number } | null {
  const match = /^(\*|([0-9a-z]+)(?:-([0-9a-z]+))?)(?:\/(\d{1,2}))?$/i.exec(item);
  if (!match) return null;
  const [, whole, first, last, every] = match;
  const step = every === undefined ? 1 : Number(every);
  const from = whole === '*' ? field.min : numberOf(first ?? '', field);
  const to =
    whole === '*'
      ? field.max
      : numberOf(last ?? (every === undefined ? (first ?? '') : String(field.max)), field);
  const isInside = from !== null && to !== null && from >= field.min && to <= field.max && from <= to;
  return isInside && step >= 1 ? { from, to, step } : null;
}

function numberOf(text: string, { names, min }: Field): number | null {
  const index = names?.indexOf(text.toLowerCase()) ?? -1;
  if (index !== -1) return index + min;
  return /^\d{1,2}$/.test(text) ? Number(text) : null;
}
