import { idOf, pick } from '../connection/find';
import type { PlaceFlags, Session } from '../connection/session';
import type { JsonFlags, SetFlags } from '../flags';
import { printObject, type Row } from '../output/print';
import type { Terminal } from '../terminal';
import { WrongUse } from '../wrong-use';
import { kinds } from './kinds';

export type CreateFlags = PlaceFlags & JsonFlags & SetFlags;

/** Print what was created: only its id, or JSON. */
export function created(
  terminal: Terminal,
  flags: JsonFlags,
  answer: Row & { uuid?: string; id?: string },
): void {
  if (flags.json !== undefined) printObject(terminal, answer, flags.json);
  else terminal.process.stdout.write(`${idOf({ name: '', ...answer })}\n`);
}

export interface WorkloadFlags extends CreateFlags {
  readonly server?: string;
}

/** Get the fields of a request that place a new workload. */
export async function placeOf(session: Session, flags: WorkloadFlags) {
  const { project, env } = session.place;
  const server = flags.server ?? session.place.server;
  if (!project) throw new WrongUse('The project is missing. Use --project NAME or .gantry.toml.');
  if (!server) throw new WrongUse('The server is missing. Use --server NAME or .gantry.toml.');
  const [projects, servers] = await Promise.all([kinds.projects.list(session), kinds.servers.list(session)]);
  return {
    project_uuid: idOf(pick('project', projects, project)),
    server_uuid: idOf(pick('server', servers, server)),
    environment_name: env ?? 'production',
  };
}
