'use client';

import type { ReactNode } from 'react';
import { PageHeader } from '../page/page-header';
import { TabNavigation } from '../page/tab-navigation';
import { paths } from '../paths';
import { Badge } from '../primitives/badge';
import { useSession } from '../session/session-provider';
import { useCan } from '../session/use-can';
import { roleTitle } from './role-title';

/** Header and tabs of the active organization, limited to the tabs that the caller's role may open. */
export function OrganizationFrame({ children }: { children: ReactNode }) {
  const { organization, role, custom_role } = useSession();
  const canInvite = useCan('invitation:read');
  const canReadNotifications = useCan('notification:read');
  const canReadRoles = useCan('role:read');
  const canReadAudit = useCan('audit_log:read');
  const tabs = [
    { label: 'General', href: paths.organization() },
    { label: 'Members', href: paths.members() },
    canInvite && { label: 'Invitations', href: paths.invitations() },
    canReadNotifications && { label: 'Notifications', href: paths.notifications(), deep: true },
    canReadRoles && { label: 'Roles', href: paths.roles(), deep: true },
    canReadAudit && { label: 'Audit log', href: paths.auditLog() },
  ].filter((tab) => tab !== false);
  return (
    <>
      <PageHeader
        title={organization.name}
        badge={<Badge tone="busy">{custom_role?.name ?? roleTitle(role)}</Badge>}
      >
        Members, their permissions, and what they did.
      </PageHeader>
      <TabNavigation label="Organization" tabs={tabs} />
      {children}
    </>
  );
}
