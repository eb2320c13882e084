import type { ServerResponse } from 'node:http';
import { appErrorOf } from '../../api/errors';
import type { Principal } from '../../auth/context';
import { errorMessage, httpStatus } from '../../domain/error';
import { concerns, rightsChangedKind } from '../../services/authorization/rights-changed';
import type { Services } from '../../services/context';
import type { OpenStream, OpenStreams } from './open-streams';

/** Interval between checks of a credential while no change of it is announced. */
const lookAgainMs = 60_000;
/** Longest time that a stream stays open while the database is unavailable and its credential cannot be checked. */
const longestUncheckedMs = 300_000;
/** Time for a reader to read the end of its stream. */
const flushMs = 5_000;
/** Concurrent checks: a change that concerns everyone must not take all database connections. */
const looksAtATime = 4;

/** Checks the credential of a stream again. @throws the error with which a request would be refused */
export type Look = (stream: OpenStream) => Promise<{ principal: Principal | null; endsAt: Date | null }>;

export interface StreamWatch {
  /**
   * Number of announced changes of rights. Compare it before and after reading a credential to notice one in between.
   */
  readonly changes: number;
  /** Watch a new stream until it closes. @param changesBefore `changes` before its credential was read */
  watch(stream: OpenStream, changesBefore: number): void;
  close(): void;
}

/**
 * Watch open streams, and end one when the rights of its opener have changed or its credential is refused. A stream is
 * checked at once when a change of rights is announced, when the credential expires, and every minute otherwise. The
 * reader connects again, and is authenticated again.
 */
export function createStreamWatch(
  { changes, clock, log }: Pick<Services, 'changes' | 'clock' | 'log'>,
  streams: OpenStreams,
  look: Look,
): StreamWatch {
  const due = new Set<OpenStream>();
  const alarms = new WeakMap<OpenStream, AbortController>();
  let announced = 0;
  let looking = 0;

  const unsubscribe = changes.subscribe(
    (event) => {
      if (event.kind !== rightsChangedKind) return;
      announced++;
      lookAt(({ opener }) =>
        concerns(event, { userId: opener.user.id, organizationId: opener.organization.id }),
      );
    },
    () => {
      announced++;
      lookAt(() => true);
    },
  );
  function lookAt(isWanted: (stream: OpenStream) => boolean): void {
    for (const stream of streams) if (isWanted(stream)) due.add(stream);
    while (looking < Math.min(looksAtATime, due.size)) void lookAtDue();
  }

  async function lookAtDue(): Promise<void> {
    looking++;
    for (const stream of due) {
      due.delete(stream);
      if (!stream.closed.aborted) await check(stream);
    }
    looking--;
  }

  async function check(stream: OpenStream): Promise<void> {
    const { info, opener, res } = stream;
    try {
      const { principal, endsAt } = await look(stream);
      if (rightsOf(principal) !== rightsOf(opener)) return end(stream, 'rights changed');
      Object.assign(stream, { endsAt, checkedAt: clock.monotonicMs() });
    } catch (error) {
      if (isRefusal(error)) return end(stream, errorMessage(error));
      log.warn({ requestId: info.requestId, error: errorMessage(error) }, 'stream not checked');
      const hasExpired = stream.endsAt !== null && stream.endsAt <= clock.now();
      if (hasExpired || clock.monotonicMs() - stream.checkedAt >= longestUncheckedMs) res.destroy();
    } finally {
      void wake(stream);
    }
  }

  function end({ info, res, closed }: OpenStream, reason: string): void {
    log.info({ requestId: info.requestId, reason }, 'stream ended');
    if (!isEventStream(res)) return void res.destroy();
    // End normally, because browsers report an aborted response as an error of the page. The source may still write
    // once.
    res.on('error', () => undefined);
    res.end();
    clock.sleep(flushMs, closed).then(
      () => res.destroy(), // the reader does not read
      () => undefined, // aborted: the stream has closed
    );
  }

  /** Check a stream again when its credential expires, or after a while. An earlier check postpones this one. */
  async function wake(stream: OpenStream): Promise<void> {
    alarms.get(stream)?.abort();
    const alarm = new AbortController();
    alarms.set(stream, alarm);
    const untilExpiry = (stream.endsAt?.getTime() ?? Number.POSITIVE_INFINITY) - clock.now().getTime();
    const delay = Math.min(lookAgainMs, Math.max(0, untilExpiry));
    const isDue = await clock.sleep(delay, AbortSignal.any([stream.closed, alarm.signal])).then(
      () => true,
      () => false, // aborted: sleep fails for no other reason
    );
    if (isDue) lookAt((each) => each === stream);
  }

  return {
    get changes() {
      return announced;
    },
    watch(stream, changesBefore) {
      streams.add(stream);
      void wake(stream);
      if (changesBefore !== announced) lookAt((each) => each === stream);
    },
    close: unsubscribe,
  };
}

/** Whether a response may end after any event; another kind of stream would look complete. */
function isEventStream(res: ServerResponse): boolean {
  return res.headersSent && String(res.getHeader('content-type')).startsWith('text/event-stream');
}

/** Whether a credential is refused for good. A server that cannot respond proves nothing about it. */
function isRefusal(error: unknown): boolean {
  const { code } = appErrorOf(error);
  return code !== 'too_many_requests' && httpStatus[code] < 500;
}

/** Serialize the parts of a principal that decide what it may see, for comparison. */
function rightsOf(principal: Principal | null): string | null {
  if (!principal) return null;
  const { user, organization, role, customRole, grants, isLimited, isInstanceAdmin, key } = principal;
  return JSON.stringify([
    [user.id, user.siteRole, organization.id, role, customRole, isLimited, isInstanceAdmin],
    [principal.isTwoFactorDue, key],
    grants.map((grant) => JSON.stringify(grant)).sort(),
  ]);
}
