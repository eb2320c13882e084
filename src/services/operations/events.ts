import type { OperationLog, OperationStep } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import { type OperationStatus, operationCan } from '../../domain/states';
import type { OrganizationScope } from '../context';
import { patiently } from '../patiently';

export type OperationEvent =
  | { kind: 'log'; line: OperationLog }
  | { kind: 'step'; step: OperationStep }
  | { kind: 'status'; status: OperationStatus; reason: string | null; failedStep: string | null };

/** `position`: the log sequence up to which the reader has everything once this event has arrived. */
export interface PositionedEvent {
  position: number;
  event: OperationEvent;
}

export interface EventsRequest {
  operationUuid: string;
  /** Last position that the reader saw; 0 for the whole log. */
  after: number;
  /** Lines may be secret: without them only steps and states are sent. */
  withLog: boolean;
  signal: AbortSignal;
}

const LINES_PER_READ = 500;
/** Pause between reads of the rows: a notice can be lost with its connection. */
const LOOK_AGAIN_MS = 5_000;

/**
 * Follow an operation: its log lines in order, none lost or repeated, and every change of a step or the state. Ends
 * when the operation is over and everything was sent.
 */
export async function* operationEvents(
  scope: OrganizationScope,
  request: EventsRequest,
): AsyncGenerator<PositionedEvent, void, undefined> {
  const notices = new Notices(scope, request);
  const told = new Told();
  let position = request.after;
  try {
    while (!request.signal.aborted) {
      notices.clear();
      const row = await patiently(scope, request.signal, () => readOperation(scope, request.operationUuid));
      for await (const line of linesAfter(scope, row.id, position, request)) {
        position = line.sequence;
        yield { position, event: { kind: 'log', line } };
      }
      for (const event of told.changes(row)) yield { position, event };
      // The lease is released last: until then undoing may still write lines.
      if (operationCan.isTerminal(row.status) && row.leaseHolder === null) return;
      await notices.wait();
    }
  } finally {
    notices.close();
  }
}

async function readOperation(scope: OrganizationScope, uuid: string) {
  requirePublicId(uuid, 'Deployment');
  const row = await scope.db.operation.findUnique({
    where: { uuid },
    include: { steps: { orderBy: { position: 'asc' } } },
  });
  if (!row) throw notFound('Deployment');
  return row;
}

type FollowedOperation = Awaited<ReturnType<typeof readOperation>>;

async function* linesAfter(
  scope: OrganizationScope,
  operationId: number,
  position: number,
  { withLog, signal }: EventsRequest,
) {
  for (let after = position; withLog; ) {
    const where = { operationId, sequence: { gt: after } };
    const lines = await patiently(scope, signal, () =>
      scope.db.operationLog.findMany({ where, orderBy: { sequence: 'asc' }, take: LINES_PER_READ }),
    );
    yield* lines;
    const last = lines.at(-1);
    if (!last || lines.length < LINES_PER_READ) return;
    after = last.sequence;
  }
}

/** The part of an operation that the reader already knows. */
class Told {
  readonly #steps = new Map<string, string>();
  #status = '';

  changes(row: FollowedOperation): OperationEvent[] {
    const events: OperationEvent[] = [];
    for (const step of row.steps) {
      if (this.#steps.get(step.stepId) === step.state) continue;
      this.#steps.set(step.stepId, step.state);
      events.push({ kind: 'step', step });
    }
    const status = `${row.status} ${row.leaseHolder === null}`;
    if (this.#status !== status) {
      this.#status = status;
      events.push({ kind: 'status', status: row.status, reason: row.reason, failedStep: row.failedStep });
    }
    return events;
  }
}

/** Wakes the reader when something about the operation has changed. */
class Notices {
  readonly #scope: OrganizationScope;
  readonly #signal: AbortSignal;
  readonly #unsubscribe: () => void;
  #isDue = false;
  #wake: (() => void) | null = null;

  constructor(scope: OrganizationScope, { operationUuid, signal }: EventsRequest) {
    this.#scope = scope;
    this.#signal = signal;
    const notice = () => {
      this.#isDue = true;
      this.#wake?.();
    };
    this.#unsubscribe = scope.changes.subscribe(({ uuid }) => {
      if (uuid === operationUuid) notice();
    }, notice);
  }

  /** Forget earlier notices. */
  clear(): void {
    this.#isDue = false;
  }

  async wait(): Promise<void> {
    if (this.#isDue) return;
    const stopWaiting = new AbortController();
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    const either = AbortSignal.any([this.#signal, stopWaiting.signal]);
    const slept = this.#scope.clock.sleep(LOOK_AGAIN_MS, either).catch(() => undefined); // woken, or the reader left
    await Promise.race([woken, slept]);
    stopWaiting.abort();
    this.#wake = null;
  }

  close(): void {
    this.#unsubscribe();
  }
}
