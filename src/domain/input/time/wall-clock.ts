const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Clock of a time zone. Its time is a number like that of UTC: milliseconds since 1970 on that clock. */
export interface WallClock {
  /** Get the offset from UTC at a time, in milliseconds. */
  offsetAt(time: number): number;
  /** Get the time at which the clock shows this: the first if it occurs twice, the next valid one if it is skipped. */
  timeOf(shown: number): number;
}

const utc: WallClock = { offsetAt: () => 0, timeOf: (shown) => shown };
const clocks = new Map<string, WallClock>([['UTC', utc]]);

/** @throws RangeError for an invalid time zone */
export function clockOf(timeZone: string): WallClock {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = makeClock(timeZone);
  clocks.set(timeZone, clock);
  return clock;
}

function makeClock(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const offsetAt = (time: number) => {
    const parts = Object.fromEntries(
      format.formatToParts(time).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000;
  };
  const timeOf = (shown: number) => {
    const before = shown - offsetAt(shown - DAY_MS);
    const after = shown - offsetAt(shown + DAY_MS);
    const [first, second] = before < after ? [before, after] : [after, before];
    for (const time of [first, second]) if (time + offsetAt(time) === shown) return time;
    // Skipped: the clocks were set forward between the two.
    const offset = offsetAt(second);
    let time = second;
    while (time > first && offsetAt(time - MINUTE_MS) === offset) time -= MINUTE_MS;
    return time;
  };
  return { offsetAt, timeOf };
}
