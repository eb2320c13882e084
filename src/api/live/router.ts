import { z } from 'zod';
import { mayLearnOf } from '../../services/authorization/visible-change';
import { patiently } from '../../services/patiently';
import { issueTicket } from '../../services/stream-tickets/issue';
import { router, signedIn } from '../authorize';
import { eventStream } from '../event-stream';
import { timestamp, toTimestamp } from '../wire/timestamp';
import { type Change, ChangeQueue } from './change-queue';

/**
 * A change in the caller's organization. It is small because the console reads the rows again. `everything` means that
 * changes may have been lost, so that everything shown must be read again. A stream starts with the changes of the last
 * half minute, because a page reads its rows before it opens the stream.
 */
const change = z.object({ kind: z.string(), uuid: z.string() });

const everything = { kind: 'everything', uuid: '' };

const changes = signedIn({
  input: z.strictObject({}),
  output: eventStream(change),
}).subscription(async function* ({ ctx, signal }) {
  const waiting = new ChangeQueue();
  const tell = ({ organizationId, kind, uuid }: Change & { organizationId: string }) => {
    if (organizationId === ctx.scope.organizationId) waiting.push({ kind, uuid });
  };
  const tellAll = () => waiting.push(everything);
  const unsubscribe = ctx.services.changes.subscribe(tell, tellAll);
  const recent = ctx.services.changes.recent();
  if (recent === null) tellAll();
  else for (const event of recent) tell(event);
  const left = signal ?? new AbortController().signal;
  const leave = () => waiting.close();
  left.addEventListener('abort', leave);
  try {
    for await (const event of waiting.read()) {
      const mayLearn = () => mayLearnOf(ctx.scope, event);
      if (event === everything || (await patiently(ctx.services, left, mayLearn))) yield event;
    }
  } finally {
    left.removeEventListener('abort', leave);
    unsubscribe();
  }
});

const ticket = signedIn({
  input: z.strictObject({}),
  output: z.object({ ticket: z.string(), expires_at: timestamp }),
  audit: 'none', // part of opening a stream; what the stream shows is read, not changed
  rest: {
    method: 'POST',
    path: '/live/tickets',
    status: 201,
    tag: 'Sessions',
    summary: 'Get a ticket that opens one event stream within 30 seconds',
  },
}).mutation(async ({ ctx }) => {
  const { ticket, expiresAt } = await issueTicket(ctx.scope);
  return { ticket: ticket.reveal(), expires_at: toTimestamp(expiresAt) };
});

export const liveRouter = router({ changes, ticket });
