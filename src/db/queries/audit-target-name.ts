/** Rows of the same organization, which a reader of the row `a` sees anyway. */
const owned = 't.organization_id = a.organization_id';

/** Casts a reference to a uuid; not every row has one. */
const uuid =
  "CASE WHEN a.target_uuid ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN a.target_uuid::uuid END";

function named(
  types: readonly string[],
  table: string,
  key: string,
  name = 't.name',
  visible = owned,
): string {
  const when = types.map((type) => `'${type}'`).join(', ');
  return `WHEN a.target_type IN (${when}) THEN (SELECT ${name} FROM ${table} t WHERE ${key} AND ${visible})`;
}

/**
 * Select the current name of the target of the row `a`; null when it no longer exists. A reference that a caller only
 * tried must not reveal a name, so a user is named to an organization only while a member of it.
 * @param seesEveryone the reader manages the accounts of the whole installation
 */
export function targetName(seesEveryone: boolean): string {
  const isKnown = `t.id = a.actor_user_id OR EXISTS (
    SELECT 1 FROM memberships m WHERE m.user_id = t.id AND m.organization_id = a.organization_id)`;
  return `CASE
    ${named(['api_key'], 'api_keys', 't.id = a.target_uuid')}
    ${named(['user', 'organization_member'], 'users', `t.id = ${uuid}`, 't.name', seesEveryone ? 'true' : `(${isKnown})`)}
    ${named(['role'], 'custom_roles', `t.id = ${uuid}`)}
    ${named(['invitation'], 'invitations', `t.id = ${uuid}`, 't.email')}
    ${named(['organization'], 'organizations', `t.id = ${uuid}`, 't.name', 't.id = a.organization_id')}
    ${named(['project'], 'projects', 't.uuid = a.target_uuid')}
    ${named(['environment'], 'environments', 't.uuid = a.target_uuid')}
    ${named(['application', 'database', 'service'], 'workloads', 't.uuid = a.target_uuid')}
    ${named(['deployment'], 'operations o, workloads', 't.id = o.workload_id AND o.uuid = a.target_uuid')}
    ${named(['server'], 'servers', 't.uuid = a.target_uuid')}
    ${named(['private_key'], 'private_keys', 't.uuid = a.target_uuid')}
  END`;
}
