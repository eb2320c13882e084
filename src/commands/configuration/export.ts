import { idOf, pick } from '../connection/find';
import { openSession, type PlaceFlags } from '../connection/session';
import { kinds } from '../resources/kinds';
import type { Terminal } from '../terminal';
import { WrongUse } from '../wrong-use';

/** `export [PROJECT]`: print the project as a document. */
export async function exportProject(this: Terminal, flags: PlaceFlags, project?: string): Promise<void> {
  const session = await openSession(this, flags);
  const text = project ?? session.place.project;
  if (!text) throw new WrongUse('The project is missing. Name it, or use --project or .gantry.toml.');
  const found = pick('project', await kinds.projects.list(session), text);
  this.process.stdout.write(await session.client.configuration.export.query({ uuid: idOf(found) }));
}
