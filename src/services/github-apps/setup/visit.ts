import { digestOf } from '../../../auth/digest';
import type { GithubVisit, GithubVisitKind } from '../../../db/generated/client';
import { AppError } from '../../../domain/error';
import { randomBase62 } from '../../../lib/random';
import type { Scope } from '../../context';

/** GitHub forgets the code of a new app after an hour; users need minutes. */
const LIFETIME_MS = 30 * 60_000;
const STATE_LENGTH = 43;

type NewVisit = Pick<GithubVisit, 'appUuid' | 'name' | 'apiUrl' | 'htmlUrl' | 'account'>;

/** Begin a visit to GitHub, which only this organization, user and browser session can finish. */
export async function beginVisit(scope: Scope, kind: GithubVisitKind, visit: NewVisit) {
  const sessionId = sessionOf(scope);
  const state = randomBase62(STATE_LENGTH);
  const now = scope.clock.now();
  const expiresAt = new Date(now.getTime() + LIFETIME_MS);
  const { organizationId } = scope;
  await scope.db.githubVisit.create({
    data: {
      ...visit,
      stateHash: digestOf(state),
      kind,
      organizationId,
      sessionId,
      createdAt: now,
      expiresAt,
    },
  });
  return { state, expiresAt };
}

/**
 * Find the visit of a returned state.
 * @throws AppError 404 when it belongs to another organization, user or browser · 409 when it is used · 400 when it is
 *   too old
 */
export async function findVisit(scope: Scope, kind: GithubVisitKind, state: string): Promise<GithubVisit> {
  const visit = await scope.db.githubVisit.findFirst({
    where: { stateHash: digestOf(state), kind, sessionId: sessionOf(scope) },
  });
  if (!visit)
    throw new AppError(
      'not_found',
      'This setup was started in another browser, by another user, or in another organization. Start again.',
    );
  if (visit.usedAt) throw usedUp();
  if (visit.expiresAt <= scope.clock.now())
    throw new AppError('bad_request', 'This setup took more than 30 minutes. Start again.');
  return visit;
}

/** Use a visit up: if two bring back the same state, only one gets it. @throws AppError 409 for the other */
export async function spendVisit(scope: Scope, { stateHash }: GithubVisit): Promise<void> {
  const usedAt = scope.clock.now();
  const { count } = await scope.db.githubVisit.updateMany({
    where: { stateHash, usedAt: null },
    data: { usedAt },
  });
  if (count === 0) throw usedUp();
}

/** Return a visit that could not be finished because GitHub did not answer. */
export async function returnVisit(scope: Scope, { stateHash }: GithubVisit): Promise<void> {
  await scope.db.githubVisit.updateMany({ where: { stateHash }, data: { usedAt: null } });
}

function usedUp(): AppError {
  return new AppError('conflict', 'This setup was already completed. See the list of Git sources.');
}

function sessionOf({ principal }: Scope): string {
  if (!principal.session)
    throw new AppError('forbidden', 'This needs a browser. Sign in to the console and do it there.', {
      check: 'action',
    });
  return principal.session.id;
}
