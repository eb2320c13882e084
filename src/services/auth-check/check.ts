import { coversWantedScope } from '../../auth/ability-cover';
import type { ProtectedObject } from '../../auth/allow-list';
import type { Principal } from '../../auth/context';
import { can } from '../../auth/decision';
import { effectivePermissions } from '../../auth/scopes';
import { expandScope, isWildcard } from '../../domain/permission/scope';
import { everyPermission, type Permission, splitPermission } from '../../domain/permission/vocabulary';
import { type Scope, scopeOf } from '../context';
import { reachesKeysOfOthers } from '../tokens/read';
import { findObject, isLookedUp, lookedUpType } from './lookup';
import { type OwnMemberships, ownMemberships } from './memberships';
import { type AuthQuestion, type AuthQuestions, requireAnswerable } from './questions';

/**
 * Answer each question with what the caller may do: roles ∩ scopes ∩ allow list (authorization contract §13.2).
 * @throws AppError bad_request for the whole request
 */
export async function checkAuthorization(
  scope: Scope,
  questions: AuthQuestions,
): Promise<Record<string, boolean>> {
  requireAnswerable(questions);
  const memberships = ownMemberships(scope, scope.principal);
  const answers: [string, boolean][] = [];
  for (const [key, question] of Object.entries(questions))
    answers.push([key, await isAllowed(scope, memberships, question)]);
  return Object.fromEntries(answers);
}

async function isAllowed(
  scope: Scope,
  memberships: OwnMemberships,
  question: AuthQuestion,
): Promise<boolean> {
  for (const principal of await askedPrincipals(scope, memberships, question)) {
    if (await isAllowedIn(scope, principal, question)) return true;
  }
  return false;
}

/** Find the caller in each organization that a question is about. */
async function askedPrincipals(
  { principal }: Scope,
  memberships: OwnMemberships,
  { object }: AuthQuestion,
): Promise<Principal[]> {
  if (object.isAnyOrganization) return memberships.all();
  if (!object.organizationId) return [principal];
  const member = await memberships.in(object.organizationId.toLowerCase());
  return member ? [member] : [];
}

async function isAllowedIn(
  scope: Scope,
  principal: Principal,
  { action, object }: AuthQuestion,
): Promise<boolean> {
  const { resourceType, ownerId, resourceId } = object;
  const permissions = meantBy(resourceType, action);
  const wildcard = wildcardOf(resourceType, action);
  if (!permissions || (wildcard && !holdsWildcard(principal, wildcard))) return false;
  const isOwn = !ownerId || ownerId === 'me' || ownerId.toLowerCase() === principal.user.id;
  const asked = wildcard ? holdable(principal, permissions) : [...permissions];
  if (asked.length === 0 || !(isOwn || asked.every((permission) => reachesOthers(principal, permission))))
    return false;
  if (resourceId && isLookedUp(resourceType))
    return isAllowedOn(scope, principal, {
      asked,
      type: lookedUpType(resourceType),
      id: resourceId.toLowerCase(),
    });
  return asked.every((permission) => can(principal, permission, wholeType(permission)));
}

function meantBy(resourceType: string, action: string): ReadonlySet<Permission> | null {
  if (resourceType !== '*' || action === '*') return expandScope(`${resourceType}:${action}`);
  return new Set(everyPermission.filter((permission) => splitPermission(permission).action === action));
}

/** The wildcard that the caller must hold; null when the question names one action on one type. */
function wildcardOf(resourceType: string, action: string): string | null {
  const wanted = resourceType === '*' ? '*:*' : `${resourceType}:${action}`;
  return isWildcard(wanted) ? wanted : null;
}

/** Whether the caller holds a wildcard: only a held wildcard covers it. A session holds every scope. */
function holdsWildcard({ key }: Principal, wanted: string): boolean {
  return key === null || coversWantedScope(key, wanted);
}

/** Leave out permissions that no one has, such as changing the audit trail: a wildcard does not require them. */
function holdable(principal: Principal, permissions: ReadonlySet<Permission>): Permission[] {
  return effectivePermissions({ ...principal, role: 'owner', key: null }).filter((permission) =>
    permissions.has(permission),
  );
}

/** An object that represents every object of its type, future ones included. */
function wholeType(permission: Permission): ProtectedObject {
  return { type: splitPermission(permission).resource, uuid: null, projectUuid: null };
}

async function isAllowedOn(
  scope: Scope,
  principal: Principal,
  { asked, type, id }: { asked: readonly Permission[]; type: ProtectedObject['type']; id: string },
): Promise<boolean> {
  const object = await findObject(scopeOf(scope, principal, scope.notes, `${type}:read`), type, id);
  if (!object) return false;
  // One of Coder's types covers several of ours; an object has only one of ours.
  const relevant = asked.filter((permission) => splitPermission(permission).resource === type);
  return relevant.length > 0 && relevant.every((permission) => can(principal, permission, object));
}

/**
 * Whether the caller reaches objects of other users, such as keys that some roles see and revoke (authorization
 * contract §6).
 */
function reachesOthers(principal: Principal, permission: Permission): boolean {
  const { resource, action } = splitPermission(permission);
  if (resource === 'session') return false;
  if (resource !== 'api_key') return true;
  return (action === 'read' || action === 'delete') && reachesKeysOfOthers(principal, permission);
}
