import { takeLock } from '../../db/named-lock';
import type { ComposeProblem } from '../../domain/compose/problem';
import { AppError, errorMessage, invalidField } from '../../domain/error';
import { proxyOf } from '../../engine/proxy/kinds';
import type { CustomPart } from '../../engine/proxy/model/custom-part';
import { NotServed, RefusedByProxy } from '../../engine/proxy/model/refused';
import { newUuid } from '../../lib/random';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findServer, type ServerWithKey } from '../servers/find';
import { hostOf } from '../servers/host';
import { proxyAccess } from '../servers/proxy-access';
import { findCurrent, lockOf, openContent, programOf, sealContent } from './stored';

const FIELD = 'configuration';
/** Entries to keep for each program of a server. */
const MOST_KEPT = 100;

export interface Saved {
  text: string;
  /** The entry that it restores. */
  revertedTo: string | null;
}

/**
 * Activate a custom part. A refused one changes nothing; one that makes something stop answering is reverted and stays
 * in the history with the reason.
 * @throws AppError 422, 404, 503 when the machine cannot be reached
 */
export async function saveConfiguration(scope: Scope, uuid: string, saved: Saved): Promise<void> {
  const server = await findServer(scope, uuid);
  const parsed = proxyOf({ program: programOf(server) }).readCustomPart(saved.text);
  if (!parsed.ok)
    throw new AppError('validation_failed', 'Validation failed.', { fields: fieldsOf(parsed.problems) });
  const unlock = await takeLock(scope.database.pool, lockOf(server.id));
  try {
    const current = await findCurrent(scope, server);
    if ((current ? openContent(scope.database.sealer, current) : '') === saved.text) return;
    await apply(scope, server, parsed.value, saved);
    await write(scope, server, saved, null);
  } finally {
    await unlock();
  }
}

/** Where a text is refused, as the reasons of its field. */
export function fieldsOf(problems: readonly ComposeProblem[]): Record<string, string[]> {
  return {
    [FIELD]: problems.map(
      ({ line, key, message }) => `Line ${line}${key === undefined ? '' : `, ${key}`}: ${message}`,
    ),
  };
}

async function apply(scope: Scope, server: ServerWithKey, part: CustomPart, saved: Saved): Promise<void> {
  const proxy = proxyAccess(scope, server, hostOf(scope, server));
  try {
    await part.apply(proxy);
  } catch (error) {
    if (error instanceof RefusedByProxy) throw invalidField(FIELD, `The proxy refused it: ${error.why}`);
    if (!(error instanceof NotServed)) throw error;
    const problem = errorMessage(error);
    await write(scope, server, saved, problem);
    throw invalidField(FIELD, `It was reverted, and the previous configuration is active again: ${problem}`);
  }
}

async function write(
  scope: Scope,
  server: ServerWithKey,
  { text, revertedTo }: Saved,
  problem: string | null,
): Promise<void> {
  const { db, organizationId, actorUserId: userId, database, clock } = scope;
  await db.proxyConfiguration.create({
    data: {
      uuid: newUuid(),
      organizationId,
      serverId: server.id,
      program: programOf(server),
      userId,
      contentSealed: sealContent(database.sealer, text),
      problem,
      revertedTo,
      createdAt: clock.now(),
    },
  });
  await forgetOld(scope, server);
  await changed(scope, 'server', server.uuid);
}

/** Forget the oldest entries, but never the active one. */
async function forgetOld(scope: Scope, server: ServerWithKey): Promise<void> {
  const { db } = scope;
  const current = await findCurrent(scope, server);
  const ofProgram = { serverId: server.id, program: programOf(server) };
  const [oldest] = await db.proxyConfiguration.findMany({
    where: ofProgram,
    orderBy: { id: 'desc' },
    skip: MOST_KEPT,
    take: 1,
    select: { id: true },
  });
  if (oldest)
    await db.proxyConfiguration.deleteMany({
      where: { ...ofProgram, id: { lte: oldest.id, ...(current && { not: current.id }) } },
    });
}
