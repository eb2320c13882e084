'use client';

import type { ReactNode } from 'react';
import { NotPermittedPage } from '../feedback/not-permitted';
import { PageHeader } from '../page/page-header';
import { TabNavigation } from '../page/tab-navigation';
import { paths } from '../paths';
import { useSession } from '../session/session-provider';

const tabs = [
  { label: 'Security', href: paths.instanceSettings() },
  { label: 'Mail', href: paths.mailSettings() },
  { label: 'Users', href: paths.users() },
];

/** Header and tabs of the settings that apply to every organization of this installation. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  const { is_instance_admin, version } = useSession();
  if (!is_instance_admin)
    return (
      <NotPermittedPage
        what="Instance settings"
        reason="Only owners and admins of the organization that runs this installation can change them. If you are one, switch to that organization."
      />
    );
  return (
    <>
      <PageHeader title="Instance settings">
        For every organization on this installation. Gantry {version}.
      </PageHeader>
      <TabNavigation label="Instance settings" tabs={tabs} />
      {children}
    </>
  );
}
