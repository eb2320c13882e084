import type { ServerResponse } from 'node:http';
import { appErrorOf } from '../../api/errors';
import type { Principal } from '../../auth/context';
import { errorMessage, httpStatus } from '../../domain/error';
import { concerns, rightsChangedKind } from '../../services/authorization/rights-changed';
import type { Services } from '../../services/context';
import type { OpenStream, OpenStreams } from './open-streams';

/** Pause between looks at a credential when nothing announces a change of it. */
const lookAgainMs = 60_000;
/** The longest time that a stream stays open while the database is away and no credential can be checked. */
const longestUncheckedMs = 300_000;
/** How long a reader may take to read the end of its stream. */
const flushMs = 5_000;
/** Looks at a time: a change for everyone must not take all connections of the database. */
const looksAtATime = 4;

/** Looks at the credential of a stream again. @throws what a request with it would be refused with */
export type Look = (stream: OpenStream) => Promise<{ principal: Principal | null; endsAt: Date | null }>;

export interface StreamWatch {
  /** How many changes of rights were announced. Read before a credential is, it tells whether one came in between. */
  readonly changes: number;
  /** Watch a new stream until it closes. @param changesBefore `changes` before its credential was read */
  watch(stream: OpenStream, changesBefore: number): void;
  close(): void;
}

/**
 * End open streams in time: at once when a change of rights is announced that takes from the opener any of what
 * decided about the stream, when the credential expires, and within a minute when nothing told. The reader connects
 * again, and is asked again.
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
    // Browsers report an answer that breaks off as an error of the page. Its source may write once more.
    res.on('error', () => undefined);
    res.end();
    clock.sleep(flushMs, closed).then(
      () => res.destroy(), // a reader that does not read
      () => undefined, // aborted: it has closed
    );
  }

  /** Look again when the credential expires, or after a while; an earlier look puts it off. */
  async function wake(stream: OpenStream): Promise<void> {
    alarms.get(stream)?.abort();
    const alarm = new AbortController();
    alarms.set(stream, alarm);
    const untilExpiry = (stream.endsAt?.getTime() ?? Number.POSITIVE_INFINITY) - clock.now().getTime();
    const delay = Math.min(lookAgainMs, Math.max(0, untilExpiry));
    const isDue = await clock.sleep(delay, AbortSignal.any([stream.closed, alarm.signal])).then(
      () => true,
      () => false, // aborted: the only way in which it fails
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

/** Whether an answer may end at any event; another kind of stream would look whole. */
function isEventStream(res: ServerResponse): boolean {
  return res.headersSent && String(res.getHeader('content-type')).startsWith('text/event-stream');
}

/** Whether a credential is refused for good; a server that cannot answer says nothing about it. */
function isRefusal(error: unknown): boolean {
  const { code } = appErrorOf(error);
  return code !== 'too_many_requests' && httpStatus[code] < 500;
}

/** The parts of a principal that decide what it may see, as text to compare. */
function rightsOf(principal: Principal | null): string | null {
  if (!principal) return null;
  const { user, organization, role, customRole, grants, isLimited, isInstanceAdmin, key } = principal;
  return JSON.stringify([
    [user.id, user.siteRole, organization.id, role, customRole, isLimited, isInstanceAdmin],
    [principal.isTwoFactorDue, key],
    grants.map((grant) => JSON.stringify(grant)).sort(),
  ]);
}
