import type { Server } from '../../db/generated/client';
import type { ServerState } from '../../domain/states';

const states: ReadonlySet<ServerState> = new Set(['unvalidated', 'unreachable', 'blocked']);

/** Whether signing in is impossible now, or has never been possible. */
export function isOutOfReach({ state, hostKey }: Pick<Server, 'state' | 'hostKey'>): boolean {
  return states.has(state) || hostKey === null;
}
