import { AppError } from '../../domain/error';
import type { SourceSpec } from '../../domain/workload/source';
import type { Clock } from '../../lib/clock';
import type { Host } from '../../transport/host';
import { ConnectFailure, ConnectionLost } from '../../transport/ssh/failures';
import type { Plan } from '../plan/types';
import { runActions } from '../run/actions';
import { withDeadline } from '../run/deadline';
import { fullCommit } from '../source/git';
import { StepLog } from '../step/step-log';

/** Deadline of the question: a caller waits for the answer. */
const askDeadlineMs = 20_000;

export interface CommitQuestion {
  /** Of a deployment from this source. */
  plan: Plan;
  source: SourceSpec;
  /** Asked for when there is a question to it. */
  host: () => Host;
  clock: Clock;
}

/**
 * Do the one step of a deployment that finds its commit, and nothing else of it; what that leaves on the server is
 * removed. Return the full commit, or null for a source that has none.
 * @throws AppError in words for the person who deploys: no such branch, the repository cannot be read
 */
export async function findCommit({ plan, source, host, clock }: CommitQuestion): Promise<string | null> {
  if (source.kind !== 'git') return null;
  if (fullCommit.test(source.commit)) return source.commit;
  const { steps, cleanup } = plan;
  const step = steps.find(({ id }) => id === 'resolve-commit');
  if (!step) return null;
  const context = {
    host: host(),
    clock,
    archive: { keep: async () => undefined }, // no container is removed
    facts: {},
    log: new StepLog({ append: async () => undefined }, clock, step.id),
    secrets: [], // nothing is logged
    jobOffset: () => 0,
  };
  const deadline = {
    ms: askDeadlineMs,
    message: `"${step.title}" took longer than ${askDeadlineMs / 1000} s.`,
  };
  const never = new AbortController().signal;
  const within = (work: typeof step.actions) =>
    withDeadline(clock, deadline, never, (signal) =>
      runActions(work, { ...context, signal }).catch(refuseSource),
    );
  const leftovers = cleanup.filter(({ kind }) => kind === 'remove-path');
  try {
    const { commit } = await within(step.actions);
    await within(leftovers);
    return commit ?? null;
  } catch (error) {
    if (!(error instanceof ConnectFailure)) await within(leftovers).catch(() => undefined); // the first reason counts
    throw error;
  }
}

/** Throw the reason as an error: a refusal of the repository is for the caller to correct, an outage passes. */
function refuseSource(error: unknown): never {
  const isSource =
    error instanceof AppError && !(error instanceof ConnectFailure) && !(error instanceof ConnectionLost);
  if (!isSource || (error.code !== 'not_found' && error.code !== 'unavailable')) throw error;
  throw new AppError('bad_request', error.message, { cause: error });
}

/** Pin a specification to exactly this commit. */
export function pinCommit<S extends { source: SourceSpec }>(spec: S, commit: string | null): S {
  const { source } = spec;
  return source.kind === 'git' && commit !== null ? { ...spec, source: { ...source, commit } } : spec;
}
