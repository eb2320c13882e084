import type { GitSource } from '../../domain/workload/source';
import type { OperationRef } from '../../domain/workload/workload-ref';
import type { Clock } from '../../lib/clock';
import type { Host } from '../../transport/host';
import { ConnectFailure } from '../../transport/ssh/failures';
import type { Facts } from '../plan/facts';
import { below, sourceFolder, workspaceFolder } from '../server/folders';
import { type CheckoutEntry, readEntry } from '../source/checkout';
import { gitSteps } from '../source/git';
import { askServer } from './ask-server';

export interface CheckoutQuestion {
  /** Operation that reads. */
  of: OperationRef;
  source: GitSource;
  /** Folder that paths of files are relative to. */
  baseDirectory: string;
  host: Host;
  clock: Clock;
  deadlineMs: number;
}

/** A commit on the server, while it is read. */
export interface Checkout {
  commit: string;
  facts: Facts;
  /** @param path below the base directory */
  read(path: string, setting: string): Promise<CheckoutEntry>;
}

/**
 * Check a commit out on the server, read it, and leave nothing of it there: a step of the plan fetches it again for
 * the build, so that another worker can repeat it.
 * @throws AppError with a message for the user who deploys
 */
export async function withCheckout<T>(
  { of, source, baseDirectory, host, clock, deadlineMs }: CheckoutQuestion,
  work: (checkout: Checkout) => Promise<T>,
): Promise<T> {
  const own = { ...of, operationUuid: `${of.operationUuid}-file` };
  const root = sourceFolder(own);
  const base = below(root, baseDirectory);
  const plain = { ...source, submodules: false, lfs: false };
  const { resolve, fetch } = gitSteps(own, plain, {
    paths: baseDirectory === '/' ? [] : [{ path: base, setting: 'base_directory' }],
    components: [],
  });
  const question = { host, clock, deadlineMs };
  const leave = () =>
    askServer({ ...question, title: 'Remove the checkout' }, [
      { kind: 'remove-path', path: workspaceFolder(own) },
    ]);
  try {
    const found = await askServer({ ...question, title: resolve.title }, resolve.actions);
    const fetched = await askServer({ ...question, title: fetch.title, facts: found }, fetch.actions);
    const facts = { ...found, ...fetched };
    const { commit = source.commit } = facts;
    const read = (path: string, setting: string) =>
      readEntry(host, root, { path: below(base, path), setting });
    const answer = await work({ commit, facts, read });
    await leave();
    return answer;
  } catch (error) {
    if (!(error instanceof ConnectFailure)) await leave().catch(() => undefined); // the first reason counts
    throw error;
  }
}
