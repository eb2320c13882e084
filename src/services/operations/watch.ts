import type { Lease } from '../../db/queries/operation-lease';
import { errorMessage } from '../../domain/error';
import type { OrganizationScope } from '../context';
import { checkLease, keepLease, type LeaseState } from './lease';
import { LeaseLost } from './lease-lost';

/** Change kind that tells the worker running an operation that it was cancelled. */
export const CANCEL_NOTICE = 'deployment.cancel';

/** Watches a running operation: cancellation, a lost lease, the end of the process. */
export class RunWatch {
  readonly #cancel = new AbortController();
  readonly #halt = new AbortController();
  readonly #abandon = new AbortController();
  readonly #over = new AbortController();
  readonly #stopHooks: (() => void)[] = [];
  #stopped: 'returned' | 'lost' | null = null;

  /** Keep the lease and listen until `end()`. @param stopping aborts when the process stops */
  constructor(scope: OrganizationScope, operationUuid: string, lease: Lease, stopping: AbortSignal) {
    const onStopping = () => this.#stop('returned');
    const look = () => void this.#look(scope, lease);
    const unsubscribe = scope.changes.subscribe(({ kind, uuid }) => {
      if (kind !== CANCEL_NOTICE || uuid !== operationUuid) return;
      this.cancel();
      look();
    }, look);
    stopping.addEventListener('abort', onStopping, { once: true });
    this.#over.signal.addEventListener('abort', () => {
      unsubscribe();
      stopping.removeEventListener('abort', onStopping);
    });
    if (stopping.aborted) onStopping();
    void keepLease(scope, lease, this.#over.signal, (state) => this.#changed(state));
  }

  /** Aborts when the operation must be undone. */
  get cancelled(): AbortSignal {
    return this.#cancel.signal;
  }

  /** Aborts when the run must stop where it is: another worker continues it. */
  get halted(): AbortSignal {
    return this.#halt.signal;
  }

  /** Aborts when nothing needs to be undone, because the workload is being deleted. */
  get abandoned(): AbortSignal {
    return this.#abandon.signal;
  }

  /** True when the process stops and the operation is returned for another worker. */
  get isReturned(): boolean {
    return this.#stopped === 'returned';
  }

  cancel(): void {
    this.#cancel.abort();
  }

  /** Add a hook that stops the run where it is, without undo. Called at once if that has already happened. */
  onStop(hook: () => void): void {
    this.#stopHooks.push(hook);
    if (this.#stopped) hook();
  }

  /** Require that the run may continue. @throws LeaseLost */
  requireRunning(): void {
    if (this.#stopped) throw new LeaseLost();
  }

  end(): void {
    this.#over.abort();
  }

  /** Look up why the operation was cancelled. */
  async #look(scope: OrganizationScope, lease: Lease): Promise<void> {
    try {
      this.#changed(await checkLease(scope, lease));
    } catch (error) {
      // The next renewal of the lease reports the same.
      scope.log.warn(
        { operation: lease.operationId, error: errorMessage(error) },
        'cancellation not checked',
      );
    }
  }

  #changed(state: LeaseState): void {
    if (state === 'abandoned') this.#abandon.abort();
    if (state === 'lost') this.#stop('lost');
    else if (state !== 'held') this.cancel();
  }

  #stop(how: 'returned' | 'lost'): void {
    this.#stopped ??= how;
    this.#halt.abort(new LeaseLost());
    for (const hook of this.#stopHooks) hook();
    this.#cancel.abort();
  }
}
