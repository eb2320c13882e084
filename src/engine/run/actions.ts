import { actionTable } from '../actions/table';
import type { Action, ActionKind, ActionOf } from '../plan/action';
import { type Facts, mergeFacts } from '../plan/facts';
import type { ActionContext } from '../step/context';
import { isInterruption } from './passing-failure';

/** How long an action is repeated after its first interruption; a longer outage fails the step. */
const toleratedMs = 30_000;
const firstPauseMs = 500;
const longestPauseMs = 8_000;

/** Actions that run a user's command, which may have done part of its work. */
const notRepeated: ReadonlySet<ActionKind> = new Set(['exec', 'run-task']);

/** Run the actions in order; return the facts they found. */
export async function runActions(actions: readonly Action[], context: ActionContext): Promise<Facts> {
  let found: Facts = {};
  for (const action of actions) {
    context.signal.throwIfAborted();
    const facts = mergeFacts(context.facts, found);
    found = mergeFacts(found, await runAction(action, { ...context, facts }));
  }
  return found;
}

/**
 * Run one action, and repeat it (except users' commands) when the connection breaks or the Docker daemon restarts, so
 * that this does not fail a deployment.
 */
async function runAction(action: Action, context: ActionContext): Promise<Facts | undefined> {
  const { clock, signal } = context;
  let firstFailureAt: number | undefined;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await dispatch(action, context);
    } catch (error) {
      if (notRepeated.has(action.kind) || signal.aborted || !isInterruption(error)) throw error;
      firstFailureAt ??= clock.monotonicMs();
      if (clock.monotonicMs() + pause - firstFailureAt > toleratedMs) throw error;
      await clock.sleep(pause, signal);
    }
  }
}

function dispatch<K extends ActionKind>(
  action: ActionOf<K>,
  context: ActionContext,
): Promise<Facts | undefined> {
  // TypeScript does not see that the entry at `kind` takes the action of that kind.
  const perform = actionTable[action.kind] as (
    action: Action,
    context: ActionContext,
  ) => Promise<Facts | undefined>;
  return perform(action, context);
}
