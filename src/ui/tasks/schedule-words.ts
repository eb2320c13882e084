import { expandCron } from '../../domain/input/time/cron';
import { nextRun } from '../../domain/input/time/next-run';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Describe a common schedule in words; for others, return the expression itself. */
export function scheduleWords(frequency: string): string {
  const [minute = '', hour = '', day, month, weekday = ''] = expandCron(frequency.trim()).split(/\s+/);
  if (month !== '*') return frequency;
  const isDaily = day === '*' && weekday === '*';
  if (isDaily && hour === '*') {
    if (minute === '*') return 'Every minute';
    const step = /^\*\/(\d+)$/.exec(minute)?.[1];
    if (step !== undefined) return `Every ${step} minutes`;
    return isNumber(minute) ? `Every hour at minute ${minute}` : frequency;
  }
  if (!isNumber(minute) || !isNumber(hour)) return frequency;
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (isDaily) return `Every day at ${time}`;
  if (day === '*' && isNumber(weekday)) return `Every ${DAYS[Number(weekday) % 7]} at ${time}`;
  if (weekday === '*' && day !== undefined && isNumber(day)) return `Every month on day ${day} at ${time}`;
  return frequency;
}

function isNumber(text: string): boolean {
  return /^\d{1,2}$/.test(text);
}

/** List the next times of a schedule; none if the schedule or the time zone is invalid. */
export function nextTimes(frequency: string, timeZone: string, after: Date, count: number): Date[] {
  const times: Date[] = [];
  try {
    for (let from = after; times.length < count; ) {
      const next = nextRun(frequency, from, timeZone);
      if (!next) break;
      times.push(next);
      from = next;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // Intl throws it for an unknown time zone
    return [];
  }
  return times;
}

/** Format a time in a time zone, as `Mon 30 Nov, 09:00`. */
export function timeIn(timeZone: string, time: Date): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(time);
}
