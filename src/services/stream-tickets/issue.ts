import { digestOf } from '../../auth/digest';
import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import { randomBase62 } from '../../lib/random';
import type { Scope } from '../context';

const lifetimeMs = 30_000;

/** A ticket that opens one event stream, once, within 30 seconds (authorization contract §5.4). */
export interface StreamTicket {
  ticket: Secret;
  expiresAt: Date;
}

/** Issue a ticket. @throws AppError bad_request without a session: tokens open streams without a ticket */
export async function issueTicket(scope: Scope): Promise<StreamTicket> {
  const { session } = scope.principal;
  if (!session)
    throw new AppError(
      'bad_request',
      'Only sessions need a ticket. Use the token to open the stream directly.',
    );
  const { streamTicket } = scope.database.db;
  const now = scope.clock.now();
  await streamTicket.deleteMany({ where: { expiresAt: { lte: now } } });
  const ticket = randomBase62(40);
  const expiresAt = new Date(now.getTime() + lifetimeMs);
  await streamTicket.create({ data: { hash: digestOf(ticket), sessionId: session.id, expiresAt } });
  return { ticket: new Secret(ticket), expiresAt };
}
