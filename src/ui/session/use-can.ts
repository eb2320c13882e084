'use client';

import type { Permission } from '../../domain/permission/vocabulary';
import { permits } from './permits';
import { useSession } from './session-provider';

/** Whether the caller's role permits an action in the organization or, with `project`, in that project. */
export function useCan(permission: Permission, project?: string): boolean {
  return permits(useSession(), permission, project);
}

export type Denials = (permission: Permission, project?: string) => string | null;

/** Return a function that explains, for tooltips, why the caller may not do something; null when they may. */
export function useDenials(): Denials {
  const session = useSession();
  return (permission, project) =>
    permits(session, permission, project)
      ? null
      : `Your role (${session.custom_role?.name ?? session.role}) does not permit this. Ask an owner or admin of ${session.organization.name}.`;
}

export function useDenial(permission: Permission, project?: string): string | null {
  return useDenials()(permission, project);
}

/** Whether the caller is an owner or admin: some actions on the organization have no permission of their own. */
export function useIsAdministrator(): boolean {
  const { role } = useSession();
  return role === 'owner' || role === 'admin';
}
