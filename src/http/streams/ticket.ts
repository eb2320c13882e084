import type { IncomingMessage } from 'node:http';
import type { Principal } from '../../auth/context';
import { AppError } from '../../domain/error';
import type { Services } from '../../services/context';
import { redeemTicket } from '../../services/stream-tickets/redeem';
import { refuseForeignStream } from '../csrf';

/**
 * Require a ticket for a stream that a cookie opens, because only the panel's own pages can get one (authorization
 * contract §5.4). Tokens need none.
 * @throws AppError forbidden
 */
export async function requireStreamTicket(
  services: Services,
  req: IncomingMessage,
  { via, session }: Principal,
): Promise<void> {
  if (via !== 'cookie' || !session) return;
  refuseForeignStream(req, services.installation.publicUrl);
  const ticket = ticketOf(req.url ?? '');
  if (ticket === null || !(await redeemTicket(services, session.id, ticket)))
    throw new AppError('forbidden', 'A stream needs a new ticket. Get one with POST /api/v1/live/tickets.', {
      check: 'csrf',
    });
}

/**
 * Get the ticket of a request: `?ticket=…`, or in the connection parameters of tRPC's client:
 * `?connectionParams={"ticket":"…"}`.
 */
function ticketOf(url: string): string | null {
  const query = new URLSearchParams(url.split('?')[1]);
  return query.get('ticket') ?? ticketInParams(query.get('connectionParams'));
}

function ticketInParams(text: string | null): string | null {
  if (text === null) return null;
  try {
    const params: unknown = JSON.parse(text);
    const ticket: unknown = typeof params === 'object' && params !== null && Reflect.get(params, 'ticket');
    return typeof ticket === 'string' ? ticket : null;
  } catch {
    return null; // no ticket: tRPC reports what is wrong with the parameters
  }
}
