import type { RequestInfo } from '../auth/context';
import { AuditNotes } from '../domain/audit-notes';
import { diffOf } from '../services/audit/diff';
import { intendCall, withdrawIntent } from '../services/audit/intent';
import { isDenial, recordAudit, referenceOf } from '../services/audit/record';
import { recordAnonymousDenial } from '../services/audit/record-denial';
import { AnsweredBefore } from './answered-before';
import type { ApiContext } from './context';
import { appErrorOf } from './errors';
import { isMarkedName } from './marked-names';
import type { ProcedureMeta } from './trpc';

/**
 * `audit` of a mutation that changes nothing. It reads a password or a file, and is a mutation only to keep its input
 * out of URLs.
 */
export const changesNothing = 'none';

/** The outcome of a procedure, as tRPC passes it to a middleware. */
type Outcome = { ok: true; data: unknown } | { ok: false; error: unknown };

/** One call of a procedure, as a middleware sees it. */
interface Call {
  type: 'query' | 'mutation' | 'subscription';
  path: string;
  meta: ProcedureMeta | undefined;
  ctx: ApiContext;
  getRawInput: () => Promise<unknown>;
}

/** Copy the request for one call, with audit notes of its own because the calls of a batch share the rest. */
export function withNotes(request: RequestInfo): RequestInfo & { notes: AuditNotes } {
  return { ...request, notes: new AuditNotes() };
}

/** Record a mutation before it starts. If that fails, it does not start. @throws AppError unavailable */
export async function auditIntent(
  { type, path, meta, ctx }: Call,
  request: RequestInfo & { notes: AuditNotes },
): Promise<void> {
  if (type !== 'mutation' || meta?.audit === changesNothing) return;
  const targetUuid = referenceOf(Object.values(request.pathInput ?? {}).at(-1));
  await intendCall(ctx.services, request, ctx.principal, {
    action: path,
    targetType: targetTypeOf(meta),
    targetUuid,
  });
}

/** Write the audit row of a call with its outcome, in place of the one recorded before it started. */
export async function auditCall(
  call: Call,
  request: RequestInfo & { notes: AuditNotes },
  outcome: Outcome,
): Promise<void> {
  await writeRow(call, request, outcome);
  await withdrawIntent(call.ctx.services, request);
}

/**
 * Write one row for each mutation, whatever its outcome, and for each refused read (authorization contract §12). A
 * service that has written a more detailed row itself marks that in the notes.
 */
async function writeRow(
  call: Call,
  request: RequestInfo & { notes: AuditNotes },
  outcome: Outcome,
): Promise<void> {
  const { type, path, meta, ctx } = call;
  const { notes } = request;
  if (!outcome.ok && isRepetition(outcome.error)) return;
  const error = outcome.ok ? null : appErrorOf(outcome.error);
  const isRefusal = error !== null && isDenial(error);
  const changes = type === 'mutation' && meta?.audit !== changesNothing;
  if (notes.isRecorded || (!changes && !isRefusal)) return;
  if (!changes && meta?.asksWho && !ctx.principal) return;
  const refused = { action: path, targetType: targetTypeOf(meta) };
  const targetUuid = notes.targetUuid ?? (await targetOf(call, outcome, isRefusal));
  if (isRefusal && !ctx.principal && notes.actorUserId === null)
    return recordAnonymousDenial(ctx.services, request, { ...refused, targetUuid, error });
  await recordAudit(ctx.services, request, ctx.principal, {
    ...refused,
    targetUuid,
    error,
    status: meta?.rest?.status,
    actorUserId: notes.actorUserId,
    organizationId: notes.organizationId,
    diff: error ? null : diffOf(notes.changes, isMarkedName),
  });
}

/** Whether an error means that the call is a repetition, whose first call has its row. tRPC wraps what was thrown. */
function isRepetition(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof AnsweredBefore;
}

/** Get the type of the object that a mutation changes; for a read, the first half of its permission. */
export function targetTypeOf(meta: ProcedureMeta | undefined): string | null {
  if (meta?.audit && meta.audit !== changesNothing) return meta.audit;
  const [resource, verb] = meta?.action.split(':') ?? [];
  return verb === undefined ? null : (resource ?? null);
}

/** Find the target of a call: the last object in its path, else the one in its input, else the one in its response. */
async function targetOf(
  { meta, ctx, getRawInput }: Call,
  outcome: Outcome,
  isRefusal: boolean,
): Promise<string | null> {
  const input = await inputOf(ctx.request, getRawInput, isRefusal);
  const parameters = Array.from(meta?.rest?.path.matchAll(/\{(\w+)\}/g) ?? [], ([, name]) => name ?? '');
  const candidates = [
    ...parameters.reverse().map((name) => member(input, name)),
    member(input, 'uuid'),
    member(input, 'id'),
    ...(outcome.ok ? [member(outcome.data, 'uuid'), member(outcome.data, 'id')] : []),
  ];
  return candidates.map(referenceOf).find((reference) => reference !== null) ?? null;
}

/** Get the input for the audit row. The body of a refused caller is not read: the path names the target. */
async function inputOf(
  request: RequestInfo,
  getRawInput: () => Promise<unknown>,
  isRefusal: boolean,
): Promise<unknown> {
  if (request.pathInput && isRefusal) return request.pathInput;
  return getRawInput().catch(() => request.pathInput); // an unreadable body is left out of the row
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
