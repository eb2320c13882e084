import type { Server } from '../../db/generated/client';
import type { ServerState } from '../../domain/states';

const states: ReadonlySet<ServerState> = new Set(['unvalidated', 'unreachable', 'blocked']);

/** Whether no one can sign in there now, or ever could. */
export function isOutOfReach({ state, hostKey }: Pick<Server, 'state' | 'hostKey'>): boolean {
  return states.has(state) || hostKey === null;
}
