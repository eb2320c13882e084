import { idOf, pick } from '../connection/find';
import { openSession, type PlaceFlags, type Session } from '../connection/session';
import type { Terminal } from '../terminal';
import { WrongUse } from '../wrong-use';

export interface AppFlags extends PlaceFlags {
  readonly app?: string;
}

/** Find the application that a command applies to: its argument, `--app`, or the one in `.gantry.toml`. */
export async function findApplication(
  terminal: Terminal,
  flags: AppFlags,
  argument?: string,
): Promise<{ session: Session; uuid: string; name: string }> {
  const session = await openSession(terminal, flags);
  const text = argument ?? session.place.app;
  if (!text) throw new WrongUse('The application is missing. Name it, or use --app or .gantry.toml.');
  const all = await session.client.application.list.query({ summary: true });
  const found = pick('application', all, text, session.place);
  return { session, uuid: idOf(found), name: found.name };
}
