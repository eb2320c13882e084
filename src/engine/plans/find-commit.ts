import type { SourceSpec } from '../../domain/workload/source';
import type { Clock } from '../../lib/clock';
import type { Host } from '../../transport/host';
import { ConnectFailure } from '../../transport/ssh/failures';
import type { Plan } from '../plan/types';
import { fullCommit } from '../source/git';
import { askServer } from './ask-server';

/** Deadline of the request: a caller waits for the answer. */
const askDeadlineMs = 20_000;

export interface CommitQuestion {
  /** Plan of a deployment from this source. */
  plan: Plan;
  source: SourceSpec;
  /** Opens the server, only when it is needed. */
  host: () => Host;
  clock: Clock;
}

/**
 * Run only the step of a deployment that finds its commit, and remove what that leaves on the server. Return the full
 * commit, or null for a source that has none.
 * @throws AppError with a message for the user who deploys: no such branch, the repository cannot be read
 */
export async function findCommit({ plan, source, host, clock }: CommitQuestion): Promise<string | null> {
  if (source.kind !== 'git') return null;
  if (fullCommit.test(source.commit)) return source.commit;
  const { steps, cleanup, buildServerCleanup = [] } = plan;
  const step = steps.find(({ id }) => id === 'resolve-commit');
  if (!step) return null;
  const { title, actions } = step;
  const question = { host: host(), clock, title, deadlineMs: askDeadlineMs };
  // Only one of the two machines was used.
  const leftovers = [...cleanup, ...buildServerCleanup].filter(({ kind }) => kind === 'remove-path');
  try {
    const { commit } = await askServer(question, actions);
    await askServer(question, leftovers);
    return commit ?? null;
  } catch (error) {
    if (!(error instanceof ConnectFailure)) await askServer(question, leftovers).catch(() => undefined); // the first reason counts
    throw error;
  }
}

/** Pin a specification to exactly this commit. */
export function pinCommit<S extends { source: SourceSpec }>(spec: S, commit: string | null): S {
  const { source } = spec;
  return source.kind === 'git' && commit !== null ? { ...spec, source: { ...source, commit } } : spec;
}
