import { AppError } from '../../domain/error';
import { isRfcUuid } from '../../domain/id';
import { isLookedUp } from './lookup';

/** One question of `POST /api/v2/authcheck`, in Coder's words (authorization contract §13.2). */
export interface AuthQuestion {
  action: string;
  object: {
    resourceType: string;
    /** Uuid of a user, or `me`. */
    ownerId?: string | undefined;
    organizationId?: string | undefined;
    resourceId?: string | undefined;
    isAnyOrganization?: boolean | undefined;
  };
}

export type AuthQuestions = Readonly<Record<string, AuthQuestion>>;

const maxQuestions = 200;
const maxLookups = 10;

/** Refuse the whole request when one of its questions cannot be asked. @throws AppError bad_request */
export function requireAnswerable(questions: AuthQuestions): void {
  const all = Object.entries(questions);
  if (all.length > maxQuestions)
    throw new AppError(
      'bad_request',
      `Endpoint only supports ${maxQuestions} checks, found ${all.length}. Remove ${all.length - maxQuestions} checks.`,
    );
  const lookups = all.filter(([, { object }]) => object.resourceId).length;
  if (lookups > maxLookups)
    throw new AppError(
      'bad_request',
      `Endpoint only supports using "resource_id" field ${maxLookups} times, found ${lookups} usages. ` +
        `Remove ${lookups - maxLookups} objects with this field set.`,
    );
  for (const [key, { object }] of all) requireAnswerableObject(key, object);
}

function requireAnswerableObject(key: string, object: AuthQuestion['object']): void {
  const { resourceType, resourceId, organizationId, isAnyOrganization } = object;
  if (resourceType === '')
    throw new AppError('bad_request', `Object's "resource_type" field must be defined for key "${key}".`);
  if (isAnyOrganization && organizationId)
    throw refusedField(
      'any_org',
      `Object of key "${key}" has both "any_org" and "organization_id".`,
      'Leave one of them out.',
    );
  if (!resourceId) return;
  if (!isId(resourceId))
    throw refusedField(
      'resource_id',
      `Object "${resourceId}" id is not a valid uuid.`,
      'Must be a uuid of RFC 4122, or 24 lower-case letters and digits.',
    );
  if (!isLookedUp(resourceType)) {
    const message = `Object type "${resourceType}" does not support "resource_id" field.`;
    throw refusedField('resource_type', message, message);
  }
}

function refusedField(field: string, message: string, reason: string): AppError {
  return new AppError('bad_request', message, { fields: { [field]: [reason] } });
}

const ownUuidPattern = /^[a-z0-9]{24}$/;

function isId(text: string): boolean {
  return isRfcUuid(text.toLowerCase()) || ownUuidPattern.test(text);
}
