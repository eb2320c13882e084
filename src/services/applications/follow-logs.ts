import type { ContainerState, Host, LogLine } from '../../engine/machines';
import type { OrganizationScope } from '../context';
import { LineQueue } from './line-queue';
import { type LogRequest, loggedContainers, runningContainers } from './logs';
import { type ApplicationOnServer, enginePlace, findOnServer } from './on-server';

/** A change of the application is announced; a container that came back by itself is found this late. */
const LOOK_AGAIN_MS = 5_000;
/** Lines wanted of a container that appears while somebody reads. */
const TAIL_OF_NEW = 10_000;

export interface FollowRequest extends LogRequest {
  signal: AbortSignal;
}

/**
 * What the application's containers print, through restarts and redeployments, until the signal aborts.
 * @throws AppError as `readLogs` when there is nothing at the beginning; `unavailable` when the server is lost
 */
export async function* followLogs(
  scope: OrganizationScope,
  request: FollowRequest,
): AsyncGenerator<LogLine, void, undefined> {
  const found = await findOnServer(scope, request.applicationUuid);
  const containers = await loggedContainers(scope, found, request.container);
  const lines = new LineQueue<LogLine>();
  const left = new AbortController();
  const signal = AbortSignal.any([request.signal, left.signal]);
  signal.addEventListener('abort', () => lines.close());
  try {
    void feed(scope, found, { ...request, signal }, containers, lines).catch((error: unknown) =>
      lines.fail(error),
    );
    yield* lines.read((count) => ({
      stream: 'stderr',
      timestamp: scope.clock.now().toISOString(),
      text: `[${count} lines left out: they came faster than they were read]`,
    }));
  } finally {
    left.abort();
  }
}

/** Follows each container once at a time, and looks for new ones. Rejects by the signal. */
async function feed(
  scope: OrganizationScope,
  found: ApplicationOnServer,
  { signal, lines: tail, container }: FollowRequest,
  first: readonly ContainerState[],
  lines: LineQueue<LogLine>,
): Promise<void> {
  const { host } = enginePlace(scope, found);
  const tails = new Tails(host, lines, signal);
  for (const { id } of first) tails.follow(id, tail);
  for (;;) {
    await nextLook(scope, found.application.uuid, signal);
    for (const { id } of await runningContainers(scope, found, container)) tails.follow(id, TAIL_OF_NEW);
  }
}

/** The containers that are followed, and how far each was read. */
class Tails {
  readonly #open = new Set<string>();
  readonly #seen = new Map<string, string>();

  constructor(
    private readonly host: Host,
    private readonly lines: LineQueue<LogLine>,
    private readonly signal: AbortSignal,
  ) {}

  follow(id: string, tail: number): void {
    if (this.#open.has(id)) return;
    this.#open.add(id);
    const since = this.#seen.get(id);
    const onLine = (line: LogLine) => {
      // Docker answers the line at `since` again.
      if (since !== undefined && line.timestamp <= since) return;
      this.#seen.set(id, line.timestamp);
      this.lines.push(line);
    };
    this.host.docker
      .followLogs(id, { tail, onLine, signal: this.signal, ...(since === undefined ? {} : { since }) })
      .catch((error: unknown) => this.lines.fail(error))
      .finally(() => this.#open.delete(id));
  }
}

/** Resolves when the application changed, or after a while. */
async function nextLook(
  { changes, clock }: OrganizationScope,
  uuid: string,
  signal: AbortSignal,
): Promise<void> {
  const woken = new AbortController();
  const unsubscribe = changes.subscribe((event) => {
    if (event.kind === 'application' && event.uuid === uuid) woken.abort();
  });
  try {
    await clock.sleep(LOOK_AGAIN_MS, AbortSignal.any([signal, woken.signal]));
  } catch (error) {
    if (!woken.signal.aborted) throw error;
  } finally {
    unsubscribe();
  }
}
