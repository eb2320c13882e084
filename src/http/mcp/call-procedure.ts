import { AppError, notFound } from '../../domain/error';
import { countByAddress } from '../rate-limit';
import { callOperation } from '../rest/call-operation';
import type { Operation } from '../rest/operations';
import { contextOf, type ToolSession } from './session';

/** Permissions of operations that return a new credential, which would remain in a conversation. */
const handsOutCredentials: ReadonlySet<string> = new Set([
  'api_key:create',
  'api_key:rotate',
  'invitation:create',
  'session:update',
]);

/** Procedures that return a credential, or the secret that signs deliveries, under a permission for other things too. */
const returnsCredential: ReadonlySet<string> = new Set([
  'live.ticket',
  'webhookNotification.rotateSecret',
  'webhookNotification.update',
]);

/** Whether tools may call an operation: not the open ones, streams, or those that return a credential. */
export function isReachable({ action, type, procedure }: Operation): boolean {
  if (action === 'open' || type === 'subscription' || returnsCredential.has(procedure)) return false;
  return !handsOutCredentials.has(action);
}

/** Get an operation by name. @throws AppError not_found, bad_request (tools may not call it) */
export function getOperation({ operations }: ToolSession, name: string): Operation {
  const operation = operations.get(name);
  if (!operation) throw notFound('Operation');
  if (!isReachable(operation))
    throw new AppError('bad_request', 'This operation is for people and their browsers. Use the console.');
  return operation;
}

/**
 * Call a procedure as REST does: count it in its rate class, then let its gate decide.
 * @throws what the procedure throws
 */
export async function callProcedure(
  session: ToolSession,
  name: string,
  input: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const operation = getOperation(session, name);
  const { gateway, info, headers, router } = session;
  if (operation.rate !== 'api')
    await countByAddress(gateway.services, info.ip, { [operation.rate]: 1 }, headers);
  const inPath = Object.entries(input).filter(([key]) => operation.pathParameters.has(key));
  const pathInput = Object.fromEntries(inPath.map(([key, value]) => [key, String(value)]));
  const ctx = contextOf(session, pathInput);
  const answer = await callOperation(router, operation, { ctx, readInput: async () => input });
  if (operation.audit === 'instance') await gateway.accessPolicy.refresh();
  return answer;
}
