'use client';

import type { Permission } from '../../domain/permission/vocabulary';
import { permits } from './permits';
import { useSession } from './session-provider';

/** Whether the caller's role permits something, in the organization or, with its uuid, in one project. */
export function useCan(permission: Permission, project?: string): boolean {
  return permits(useSession(), permission, project);
}

export type Denials = (permission: Permission, project?: string) => string | null;

/** The reasons why the caller may not do something, for tooltips; null when they may. For several questions at once. */
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

/** Whether the caller has full rights on the organization's own matters: some of them are no permission of a list. */
export function useIsAdministrator(): boolean {
  const { role } = useSession();
  return role === 'owner' || role === 'admin';
}
