import { notFound } from '../../domain/error';
import type { ContainerState } from '../../engine/workload/containers';
import type { LogLine } from '../../engine/workload/log';
import type { OrganizationScope } from '../context';
import { findAtDestination, placeOf, type WorkloadOnServer } from '../workloads/on-server';
import { ContainerTails, type TailedLine } from './container-tails';
import { hidingValues } from './hidden-values';
import { LineQueue } from './line-queue';
import { listStoredContainers, type StoredContainer } from './list';
import { LogPosition } from './log-position';
import { isNamed, type LogRequest, notRunning, presentContainers } from './logs';
import { lineMatcher } from './match';
import { readStoredLines } from './read';

/** Pause between checks for containers that came back by themselves; changes of the workload are announced. */
const LOOK_AGAIN_MS = 5_000;
/** Lines to read of a container that appears while following. */
const TAIL_OF_NEW = 10_000;
/** Lines that a returning reader may have missed. */
const TAIL_OF_MISSED = 200_000;

export interface FollowRequest extends Omit<LogRequest, 'search'> {
  /** Where a returning reader left off; null: it has nothing yet. */
  after: string | null;
  signal: AbortSignal;
}

export interface FollowedLine {
  line: LogLine;
  /** Position to send as `after` to continue behind this line. */
  position: string;
}

/**
 * Follow the output of the workload's containers, through restarts and redeployments, until the signal aborts. The log
 * of a removed container, requested by its id, ends.
 * @throws AppError as `readLogs` when there is nothing at the beginning; `unavailable` when the server is lost
 */
export async function* followLogs(
  scope: OrganizationScope,
  request: FollowRequest,
): AsyncGenerator<FollowedLine, void, undefined> {
  const found = await findAtDestination(scope, request.workload, request.destination);
  const hide = await hidingValues(scope, found.workload);
  for await (const { line, position } of allLines(scope, found, request))
    yield { line: hide(line), position };
}

async function* allLines(
  scope: OrganizationScope,
  found: WorkloadOnServer,
  request: FollowRequest,
): AsyncGenerator<FollowedLine, void, undefined> {
  const position = LogPosition.parse(request.after);
  const all = await listStoredContainers(scope, found.workload.id);
  const asked = all.filter(({ id }) => id === request.container);
  if (asked.length > 0) {
    for (const { id } of asked) yield* storedLines(scope, found, id, request.lines, position);
    return;
  }
  const present = await presentContainers(scope, found, { withPreviews: request.container !== null });
  if (present.length + all.length === 0) throw notRunning(found.workload);
  const first = firstOnes(present, all, request.container, position);
  for (const { id } of first.stored.toReversed())
    yield* storedLines(scope, found, id, position.isEmpty ? request.lines : TAIL_OF_MISSED, position);
  yield* liveLines(scope, found, request, first.present, position);
}

/** The containers to begin with: all that the reader may have missed, else what is running, else what ran last. */
function firstOnes(
  there: readonly ContainerState[],
  gone: readonly StoredContainer[],
  container: string | null,
  position: LogPosition,
): { present: ContainerState[]; stored: StoredContainer[] } {
  const present = there.filter((each) => isNamed(each, container));
  const stored = gone.filter((each) => isNamed(each, container));
  if (present.length + stored.length === 0) throw notFound('Container');
  const running = present.filter(({ status }) => status === 'running');
  if (!position.isEmpty)
    return {
      present: present.filter(({ id, status }) => status === 'running' || position.has(id)),
      stored: stored.filter(({ id, endedAt }) => position.has(id) || endedAt > position.latest),
    };
  if (running.length > 0) return { present: running, stored: [] };
  return present.length > 0
    ? { present: present.slice(0, 1), stored: [] }
    : { present: [], stored: stored.slice(0, 1) };
}

async function* storedLines(
  scope: OrganizationScope,
  found: WorkloadOnServer,
  containerId: string,
  lines: number,
  position: LogPosition,
): AsyncGenerator<FollowedLine, void, undefined> {
  const isNew = position.filter(containerId);
  const request = { workloadId: found.workload.id, containerId, lines, matches: lineMatcher(null) };
  for (const line of await readStoredLines(scope, request)) {
    if (!isNew(line)) continue;
    position.advance(containerId, line);
    yield { line, position: position.toString() };
  }
}

async function* liveLines(
  scope: OrganizationScope,
  found: WorkloadOnServer,
  request: FollowRequest,
  first: readonly ContainerState[],
  position: LogPosition,
): AsyncGenerator<FollowedLine, void, undefined> {
  const lines = new LineQueue<TailedLine>();
  const left = new AbortController();
  const signal = AbortSignal.any([request.signal, left.signal]);
  signal.addEventListener('abort', () => lines.close());
  const tails = new ContainerTails(() => placeOf(scope, found).host, lines, signal, position);
  try {
    const tail = position.isEmpty ? request.lines : TAIL_OF_MISSED;
    for (const { id } of first) tails.follow(id, tail);
    void lookForNew(scope, found, { ...request, signal }, tails).then(
      () => lines.close(),
      (error: unknown) => lines.fail(error),
    );
    const gap = (count: number): TailedLine => ({ containerId: null, line: gapLine(scope, count) });
    for await (const { containerId, line } of lines.read(gap)) {
      if (containerId !== null) position.advance(containerId, line);
      yield { line, position: position.toString() };
    }
  } finally {
    left.abort();
  }
}

/** Follow containers that start later. Ends when the workload is gone; rejects when the signal aborts. */
async function lookForNew(
  scope: OrganizationScope,
  found: WorkloadOnServer,
  { signal, container }: FollowRequest,
  tails: ContainerTails,
): Promise<void> {
  for (;;) {
    await nextLook(scope, found.workload.uuid, signal);
    const { id } = found.workload;
    if ((await scope.db.workload.count({ where: { id } })) === 0) return;
    for (const each of await presentContainers(scope, found, { withPreviews: container !== null })) {
      if (each.status === 'running' && isNamed(each, container)) tails.follow(each.id, TAIL_OF_NEW);
    }
  }
}

function gapLine({ clock }: OrganizationScope, count: number): LogLine {
  const text = `[${count} lines skipped: they came faster than they were read]`;
  return { stream: 'stderr', timestamp: clock.now().toISOString(), text };
}

/** Resolve when the workload has changed, or after a while. */
async function nextLook(
  { changes, clock }: OrganizationScope,
  uuid: string,
  signal: AbortSignal,
): Promise<void> {
  const woken = new AbortController();
  const wake = () => woken.abort();
  const unsubscribe = changes.subscribe((event) => {
    if (event.uuid === uuid) wake();
  }, wake);
  try {
    await clock.sleep(LOOK_AGAIN_MS, AbortSignal.any([signal, woken.signal]));
  } catch (error) {
    if (!woken.signal.aborted) throw error;
  } finally {
    unsubscribe();
  }
}
