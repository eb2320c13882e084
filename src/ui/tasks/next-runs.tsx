import { useNow } from '../feedback/use-now';
import { nextTimes, scheduleWords, timeIn } from './schedule-words';

const SHOWN = 3;
const MINUTE_MS = 60_000;

interface NextRunsProps {
  frequency: string;
  timeZone: string;
}

/** A schedule in words, and its next times in its own time zone. */
export function NextRuns({ frequency, timeZone }: NextRunsProps) {
  const now = useNow(MINUTE_MS);
  const times = nextTimes(frequency, timeZone, now, SHOWN);
  if (times.length === 0) return null;
  return (
    <span className="block text-ink-3 text-xs">
      {scheduleWords(frequency)} ({timeZone}). Next: {times.map((time) => timeIn(timeZone, time)).join(' · ')}
    </span>
  );
}
