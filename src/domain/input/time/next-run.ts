import { type CronTimes, cronTimes } from './cron';
import { clockOf } from './wall-clock';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** February 29 occurs every eight years at the latest. */
const MOST_DAYS = 8 * 366 + 1;
const HOURS = 24;

/**
 * Find the next run of a schedule after `after`; null when there is none. A time skipped by a clock change becomes the
 * next valid one; one that occurs twice counts once, unless the schedule runs every hour.
 */
export function nextRun(schedule: string, after: Date, timeZone = 'UTC'): Date | null {
  const times = cronTimes(schedule);
  if (!times) return null;
  const clock = clockOf(timeZone);
  const offset = clock.offsetAt(after.getTime());
  let wall = nextMinute(times, new Date(after.getTime() + offset));
  // Clocks change by whole hours almost everywhere: the minutes are the same in every hour.
  if (times.hours.size === HOURS) return wall && new Date(wall.getTime() - offset);
  for (;;) {
    if (!wall) return null;
    const time = clock.timeOf(wall.getTime());
    if (time > after.getTime()) return new Date(time);
    wall = nextMinute(times, wall);
  }
}

/** Find the next minute on a clock that never changes. */
function nextMinute(times: CronTimes, after: Date): Date | null {
  const from = Math.floor(after.getTime() / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  const today = Math.floor(from / DAY_MS) * DAY_MS;
  for (let at = 0; at < MOST_DAYS; at++) {
    const day = new Date(today + at * DAY_MS);
    const minute = isDay(times, day) ? firstMinute(times, day.getTime(), from) : null;
    if (minute !== null) return new Date(minute);
  }
  return null;
}

function isDay({ days, months, weekdays, isEitherDay }: CronTimes, day: Date): boolean {
  if (!months.has(day.getUTCMonth() + 1)) return false;
  const isOfMonth = days.has(day.getUTCDate());
  const weekday = day.getUTCDay();
  const isOfWeek = weekdays.has(weekday) || (weekday === 0 && weekdays.has(7));
  return isEitherDay ? isOfMonth || isOfWeek : isOfMonth && isOfWeek;
}

function firstMinute({ hours, minutes }: CronTimes, day: number, from: number): number | null {
  for (const hour of [...hours].sort((a, b) => a - b))
    for (const minute of [...minutes].sort((a, b) => a - b)) {
      const time = day + (hour * 60 + minute) * MINUTE_MS;
      if (time >= from) return time;
    }
  return null;
}
