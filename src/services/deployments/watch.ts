import type { Lease } from '../../db/queries/deployment-lease';
import type { OrganizationScope } from '../context';
import { keepLease } from './lease';
import { LeaseLost } from './lease-lost';

/** Change kind that tells the worker which runs a deployment that it was cancelled. */
export const CANCEL_NOTICE = 'deployment.cancel';

/** What can happen to a run from outside, while it runs. */
export class RunWatch {
  readonly #cancel = new AbortController();
  readonly #over = new AbortController();
  readonly #stopHooks: (() => void)[] = [];
  #stopped: 'returned' | 'lost' | null = null;

  /** Keeps the lease and listens until `end()`. @param stopping aborts when the process stops */
  constructor(scope: OrganizationScope, deploymentUuid: string, lease: Lease, stopping: AbortSignal) {
    const onStopping = () => this.#stop('returned');
    const unsubscribe = scope.changes.subscribe(({ kind, uuid }) => {
      if (kind === CANCEL_NOTICE && uuid === deploymentUuid) this.cancel();
    });
    stopping.addEventListener('abort', onStopping, { once: true });
    this.#over.signal.addEventListener('abort', () => {
      unsubscribe();
      stopping.removeEventListener('abort', onStopping);
    });
    if (stopping.aborted) onStopping();
    void keepLease(scope, lease, this.#over.signal, (state) =>
      state === 'lost' ? this.#stop('lost') : this.cancel(),
    );
  }

  /** Aborts when the deployment is to be undone. */
  get cancelled(): AbortSignal {
    return this.#cancel.signal;
  }

  /** True when the process stops and the deployment goes back for another worker. */
  get isReturned(): boolean {
    return this.#stopped === 'returned';
  }

  cancel(): void {
    this.#cancel.abort();
  }

  /** `hook` makes the run stop where it is, without undo. Called at once when that has happened already. */
  onStop(hook: () => void): void {
    this.#stopHooks.push(hook);
    if (this.#stopped) hook();
  }

  /** @throws LeaseLost when the run must not go on */
  requireRunning(): void {
    if (this.#stopped) throw new LeaseLost();
  }

  end(): void {
    this.#over.abort();
  }

  #stop(how: 'returned' | 'lost'): void {
    this.#stopped ??= how;
    for (const hook of this.#stopHooks) hook();
    this.#cancel.abort();
  }
}
