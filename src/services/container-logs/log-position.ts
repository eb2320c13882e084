import type { LogLine } from '../../engine/workload/log';

/** The last line of a container that a reader has. */
interface Seen {
  timestamp: string;
  /** Number of consecutive lines with this timestamp. */
  count: number;
}

/**
 * How far the lines of a log may be out of order: Docker stamps stdout and stderr separately, and writes lines as it
 * gets to them.
 */
const DISORDER_MS = 1_000;

/** Containers that a position remembers: no more redeployments happen between two reads. */
const MOST_CONTAINERS = 8;
const SHORT_ID = 12;
const ENTRY = /^([0-9a-z]{1,12})=([0-9TZ:.+-]{20,40})\/(\d{1,6})$/;

/**
 * How far the log of each container was read, as text that the reader sends back: it gets no line twice and misses
 * none.
 */
export class LogPosition {
  readonly #seen = new Map<string, Seen>();

  /** Parse the text of a position; any other text means the beginning. */
  static parse(text: string | null): LogPosition {
    const position = new LogPosition();
    for (const entry of text?.split(',').slice(0, MOST_CONTAINERS) ?? []) {
      const [, id, timestamp, count] = ENTRY.exec(entry) ?? [];
      if (id === undefined || timestamp === undefined || Number.isNaN(Date.parse(timestamp))) continue;
      position.#seen.set(id, { timestamp, count: Number(count) });
    }
    return position;
  }

  get isEmpty(): boolean {
    return this.#seen.size === 0;
  }

  /** Time of the last line read from any container. */
  get latest(): Date {
    const times = [...this.#seen.values()].map(({ timestamp }) => Date.parse(timestamp));
    return new Date(Math.max(0, ...times));
  }

  has(containerId: string): boolean {
    return this.#seen.has(shortId(containerId));
  }

  /** Time from which the log of a container has all unread lines; undefined: from its beginning. */
  since(containerId: string): string | undefined {
    const seen = this.#seen.get(shortId(containerId));
    return seen && new Date(Date.parse(seen.timestamp) - DISORDER_MS).toISOString();
  }

  /**
   * Return a predicate for one pass through a log from `since`: whether a line is unread. Lines behind the last one
   * read are unread, whatever their timestamp. If that line is gone, lines that are clearly later are.
   */
  filter(containerId: string): (line: LogLine) => boolean {
    const seen = this.#seen.get(shortId(containerId));
    if (!seen) return () => true;
    const { timestamp, count } = seen;
    const later = Date.parse(timestamp) + DISORDER_MS;
    let same = 0;
    let isBehind = false;
    return (line) => {
      if (isBehind) return true;
      if (line.timestamp === timestamp) {
        same += 1;
        isBehind = same === count;
        return false;
      }
      isBehind = Date.parse(line.timestamp) > later;
      return isBehind;
    };
  }

  /** Note that a line was read. */
  advance(containerId: string, { timestamp }: LogLine): void {
    const id = shortId(containerId);
    const before = this.#seen.get(id);
    this.#seen.delete(id); // keeps the one read last at the end
    this.#seen.set(id, { timestamp, count: before?.timestamp === timestamp ? before.count + 1 : 1 });
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > MOST_CONTAINERS && oldest !== undefined) this.#seen.delete(oldest);
  }

  toString(): string {
    return [...this.#seen].map(([id, { timestamp, count }]) => `${id}=${timestamp}/${count}`).join(',');
  }
}

function shortId(containerId: string): string {
  return containerId.slice(0, SHORT_ID);
}
