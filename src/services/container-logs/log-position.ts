import type { LogLine } from '../../engine/workload/log';

/** The last line of a container that a reader has. */
interface Seen {
  timestamp: string;
  /** How many lines with this timestamp it has. */
  count: number;
}

/** Containers that a position remembers: more redeployments do not happen between two looks. */
const MOST_CONTAINERS = 8;
const SHORT_ID = 12;
const ENTRY = /^([0-9a-z]{1,12})=([0-9TZ:.+-]{20,40})\/(\d{1,6})$/;

/**
 * How far the log of each container was read, as text that a reader brings back: none of what it has is given again,
 * nothing that it has not is left out.
 */
export class LogPosition {
  readonly #seen = new Map<string, Seen>();

  /** Parse the text of a position; any other text is the beginning. */
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

  /** Time of the last line that was read of any. */
  get latest(): Date {
    const times = [...this.#seen.values()].map(({ timestamp }) => Date.parse(timestamp));
    return new Date(Math.max(0, ...times));
  }

  /** Time of the last line that was read of a container; undefined: none was. */
  since(containerId: string): string | undefined {
    return this.#seen.get(shortId(containerId))?.timestamp;
  }

  /** Return a test for one pass through a log from `since` on: whether a line was not read yet. */
  filter(containerId: string): (line: LogLine) => boolean {
    const seen = this.#seen.get(shortId(containerId));
    if (!seen) return () => true;
    const { timestamp, count } = seen;
    let same = 0;
    return (line) => {
      if (line.timestamp === timestamp) same += 1;
      return line.timestamp > timestamp || (line.timestamp === timestamp && same > count);
    };
  }

  /** Note that a line was read. */
  advance(containerId: string, { timestamp }: LogLine): void {
    const id = shortId(containerId);
    const before = this.#seen.get(id);
    this.#seen.delete(id); // the one that was read last is last
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
