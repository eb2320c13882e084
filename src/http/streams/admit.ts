import type { ServerResponse } from 'node:http';
import { AppError } from '../../domain/error';
import { orderedChecks } from '../../domain/ordered-checks';
import { type Admission, type Arrival, authenticate } from '../authentication';
import type { Gateway } from '../gateway';
import { requireStreamTicket } from './ticket';

/**
 * Check a request on any surface. One that opens a stream, whatever its Accept header, also passes the checks of
 * streams: the ticket of a cookie, a free place among the open streams, and the watch that ends it.
 * @throws AppError as `authenticate`; forbidden (no ticket), too_many_requests (too many streams)
 */
export async function admit(gateway: Gateway, arrival: Arrival, res: ServerResponse): Promise<Admission> {
  const { streamWatch } = gateway;
  const changesBefore = streamWatch.changes;
  const admission = await authenticate(gateway, arrival);
  if (!arrival.demand.opensStream) return admission;
  const { req, info } = arrival;
  const { principal: opener, endsAt } = admission;
  if (!opener) throw new AppError('unauthenticated', orderedChecks.credential.v1, { check: 'credential' });
  await requireStreamTicket(gateway.services, req, opener);
  const giveBack = gateway.streamPlaces.take(opener, info.ip);
  const closed = new AbortController();
  res.once('close', () => {
    giveBack();
    closed.abort();
  });
  const checkedAt = gateway.services.clock.monotonicMs();
  streamWatch.watch({ req, res, info, opener, endsAt, checkedAt, closed: closed.signal }, changesBefore);
  return admission;
}
