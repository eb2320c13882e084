import { idOf, pick } from '../connection/find';
import { openSession, type PlaceFlags } from '../connection/session';
import { kinds } from '../resources/kinds';
import type { Terminal } from '../terminal';

export interface ValidateFlags extends PlaceFlags {
  readonly install?: boolean;
}

/** `servers validate NAME`: start a validation. It continues after the response; `servers get` shows its result. */
export async function validate(this: Terminal, flags: ValidateFlags, name: string): Promise<void> {
  const session = await openSession(this, flags);
  const uuid = idOf(pick('server', await kinds.servers.list(session), name));
  const { message } = await session.client.server.validate.mutate({ uuid, install: flags.install ?? false });
  this.process.stderr.write(`${message}\n`);
}
