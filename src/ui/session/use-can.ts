'use client';

import type { Permission } from '../../domain/permission/vocabulary';
import { permits, permitsSomewhere } from './permits';
import { type Session, useSession } from './session-provider';

/** Whether the caller's role permits an action in the organization or, with `project`, in that project. */
export function useCan(permission: Permission, project?: string): boolean {
  return permits(useSession(), permission, project);
}

export type Denials = (permission: Permission, project?: string) => string | null;

/** Return a function that explains, for tooltips, why the caller may not do something; null when they may. */
export function useDenials(): Denials {
  const session = useSession();
  return (permission, project) => (permits(session, permission, project) ? null : denialOf(session));
}

function denialOf({ custom_role, role, organization }: Session): string {
  return `Your role (${custom_role?.name ?? role}) does not permit this. Ask an owner or admin of ${organization.name}.`;
}

export function useDenial(permission: Permission, project?: string): string | null {
  return useDenials()(permission, project);
}

/** Explain why the caller may not do something in any project; null when they may somewhere. */
export function useDenialEverywhere(permission: Permission): string | null {
  const session = useSession();
  return permitsSomewhere(session, permission) ? null : denialOf(session);
}

/** Whether the caller is an owner or admin: some actions on the organization have no permission of their own. */
export function useIsAdministrator(): boolean {
  const { role } = useSession();
  return role === 'owner' || role === 'admin';
}
