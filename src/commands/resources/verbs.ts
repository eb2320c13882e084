import { confirm } from '../confirm';
import { idOf, pick } from '../connection/find';
import { openSession, type PlaceFlags } from '../connection/session';
import type { JsonFlags } from '../flags';
import { printObject, printRows } from '../output/print';
import type { Terminal } from '../terminal';
import { type Kind, kinds, type Noun } from './kinds';

export type ListFlags = PlaceFlags & JsonFlags;

export interface DeleteFlags extends PlaceFlags {
  readonly yes?: boolean;
  readonly keepVolumes?: boolean;
}

/** `NOUN list`. */
export function list(noun: Noun) {
  return async function (this: Terminal, flags: ListFlags): Promise<void> {
    const kind: Kind = kinds[noun];
    const session = await openSession(this, flags);
    const { project, env } = session.place;
    const rows = (await kind.list(session)).filter(
      (row) =>
        (!project || row.project_name === undefined || row.project_name === project) &&
        (!env || row.environment_name === undefined || row.environment_name === env),
    );
    printRows(this, rows, kind.columns, flags.json);
  };
}

/** `NOUN get NAME`. */
export function get(noun: Noun) {
  return async function (this: Terminal, flags: ListFlags, name: string): Promise<void> {
    const kind: Kind = kinds[noun];
    const session = await openSession(this, flags);
    const found = pick(kind.one, await kind.list(session), name, session.place);
    printObject(this, await kind.get(session, idOf(found)), flags.json);
  };
}

/** `NOUN delete NAME`. */
export function remove(noun: Noun) {
  return async function (this: Terminal, flags: DeleteFlags, name: string): Promise<void> {
    const kind: Kind = kinds[noun];
    const session = await openSession(this, flags);
    const found = pick(kind.one, await kind.list(session), name, session.place);
    if (!flags.yes) await confirm(this, kind.loss(found.name), found.name);
    const { message } = await kind.delete(session, idOf(found), { keepVolumes: flags.keepVolumes ?? false });
    this.process.stderr.write(`${message}\n`);
  };
}
