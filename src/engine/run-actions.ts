import { ConnectFailure, ConnectionLost } from '../transport/failures';
import type { ActionContext } from './actions/context';
import { actionTable } from './actions/table';
import type { Action, ActionKind, ActionOf, Facts } from './plan-types';

/** Pauses before a repetition, in milliseconds. */
const reconnectPauses = [500, 2_000, 5_000] as const;
const lastingFailures = new Set(['authentication', 'private_key', 'not_ssh']);

/** Does the actions one after the other; answers the facts they found. */
export async function runActions(actions: readonly Action[], context: ActionContext): Promise<Facts> {
  let found: Facts = {};
  for (const action of actions) {
    context.signal.throwIfAborted();
    const facts = { ...context.facts, ...found };
    found = { ...found, ...(await runAction(action, { ...context, facts })) };
  }
  return found;
}

/** Every action but `exec` may be repeated, so a connection that breaks for a moment does not fail a deployment. */
async function runAction(action: Action, context: ActionContext): Promise<Facts | undefined> {
  for (const pause of action.kind === 'exec' ? [] : reconnectPauses) {
    try {
      return await dispatch(action, context);
    } catch (error) {
      if (!isPassing(error)) throw error;
      await context.clock.sleep(pause, context.signal);
    }
  }
  return dispatch(action, context);
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

function isPassing(error: unknown): boolean {
  if (error instanceof ConnectionLost) return true;
  return error instanceof ConnectFailure && !lastingFailures.has(error.kind);
}
