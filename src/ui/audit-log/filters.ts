import { isRfcUuid } from '../../domain/id';

export const outcomes = ['success', 'denied', 'failed'] as const;
export type Outcome = (typeof outcomes)[number];

/** Length of each period, in hours. */
export const periods = { hour: 1, day: 24, week: 7 * 24, month: 30 * 24 } as const;
export type Period = keyof typeof periods;

/** Filters of the list, as they are in the address of the page: a link shows other users the same rows. */
export interface AuditFilters {
  search?: string;
  action?: string;
  outcome?: Outcome;
  actor_user_id?: string;
  target_uuid?: string;
  period?: Period;
}

/** Read the filters of an address; invalid ones are left out. */
export function readFilters(query: URLSearchParams): AuditFilters {
  const text = (name: string) => query.get(name)?.trim() || undefined;
  const outcome = outcomes.find((each) => each === query.get('outcome'));
  const period = Object.keys(periods).find((each) => each === query.get('period'));
  const actor = text('actor_user_id');
  return {
    ...defined('search', text('search')?.slice(0, 100)),
    ...defined('action', text('action')),
    ...defined('outcome', outcome),
    ...defined('actor_user_id', actor !== undefined && isRfcUuid(actor) ? actor : undefined),
    ...defined('target_uuid', text('target_uuid')),
    // The value was found among the keys.
    ...defined('period', period as Period | undefined),
  };
}

/** Write filters as the query string of an address. */
export function writeFilters(filters: AuditFilters): string {
  const given = Object.entries(filters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

/** Filters as input of the API. The start is rounded to a minute, so that a repeated request has the same input. */
export function toQuery({ period, ...filters }: AuditFilters, now: Date) {
  if (period === undefined) return filters;
  const since = new Date(now.getTime() - periods[period] * 3_600_000);
  since.setSeconds(0, 0);
  return { ...filters, since: since.toISOString() };
}

function defined<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  // The object has at most the one key that its type names.
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: V });
}
