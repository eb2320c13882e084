/** A disk's size and free space. */
export interface DiskUse {
  totalBytes: number;
  freeBytes: number;
}

export interface DiskReading extends DiskUse {
  at: Date;
}

const DAY_MS = 86_400_000;
/** Readings over less time say nothing about a day. */
const SHORTEST_MS = DAY_MS / 4;
/** Longest forecast: beyond this no one can tell whether a disk fills up. */
const FARTHEST_DAYS = 3650;

/** Get the used percentage of a disk. */
export function usedPercent({ totalBytes, freeBytes }: DiskUse): number {
  return totalBytes > 0 ? Math.round(((totalBytes - freeBytes) / totalBytes) * 100) : 0;
}

/**
 * Forecast the days until a disk is full, from the line that fits its readings best; null when they are too few or too
 * close together, or it does not fill up.
 */
export function daysUntilFull(readings: readonly DiskReading[]): number | null {
  const times = readings.map(({ at }) => at.getTime());
  const first = Math.min(...times);
  const latest = readings[times.indexOf(Math.max(...times))];
  if (latest === undefined || latest.at.getTime() - first < SHORTEST_MS) return null;
  const days = times.map((time) => (time - first) / DAY_MS);
  const used = readings.map(({ totalBytes, freeBytes }) => totalBytes - freeBytes);
  const growth = slope(days, used);
  if (growth <= 0) return null;
  const left = latest.freeBytes / growth;
  return left > FARTHEST_DAYS ? null : Math.floor(left);
}

/** Get the slope of the least-squares line; 0 when all readings have the same time. */
function slope(xs: readonly number[], ys: readonly number[]): number {
  const meanX = mean(xs);
  const meanY = mean(ys);
  const spread = xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
  const together = xs.reduce((sum, x, index) => sum + (x - meanX) * ((ys[index] ?? 0) - meanY), 0);
  return spread === 0 ? 0 : together / spread;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
