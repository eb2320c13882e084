'use client';

import type { ReactNode } from 'react';
import { PageHeader } from '../page/page-header';
import { TabNavigation } from '../page/tab-navigation';
import { paths } from '../paths';
import { useSession } from '../session/session-provider';

const tabs = [
  { label: 'Profile', href: paths.account() },
  { label: 'Password', href: paths.accountPassword() },
  { label: 'Two-factor', href: paths.accountTwoFactor() },
  { label: 'Sessions', href: paths.accountSessions() },
  { label: 'Sign-in method', href: paths.accountSignInMethod() },
];

/** Header and tabs of the user's own account, which is the same in every organization. */
export function AccountFrame({ children }: { children: ReactNode }) {
  const { user } = useSession();
  return (
    <>
      <PageHeader title="Account">
        {user.name} · {user.email}
      </PageHeader>
      <TabNavigation label="Account" tabs={tabs} />
      {children}
    </>
  );
}
