import { openSession, type PlaceFlags } from '../connection/session';
import type { Terminal } from '../terminal';

/** `events -f`: print the changes in the organization, one per line, until interrupted. */
export async function events(
  this: Terminal,
  flags: PlaceFlags & { follow: boolean; json?: boolean },
): Promise<void> {
  const { client } = await openSession(this, flags);
  for await (const event of client.live.changes.subscribe({}, { signal: this.signal }))
    this.process.stdout.write(flags.json ? `${JSON.stringify(event)}\n` : `${event.kind}\t${event.uuid}\n`);
}
