import { everyPermission } from '../../domain/permission/vocabulary';
import type { Inputs } from '../trpc';
import type { RoleValues } from './role-form';

/** Build the request from the values of the form. */
export function roleRequest({
  name,
  description,
  permissions,
  where,
  projects,
}: RoleValues): Inputs['role']['create'] {
  return {
    name,
    description: description || null,
    permissions: everyPermission.filter((permission) => permissions.includes(permission)),
    projects: where === 'chosen' ? projects : [],
  };
}
