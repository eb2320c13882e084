'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { AccountButton } from './account-button';

const AccountMenu = dynamic(() => import('./account-menu').then((module) => module.AccountMenu), {
  loading: () => <AccountButton aria-busy />,
});

/** Account of the user. Its button is rendered immediately; its menu is loaded when it is first opened. */
export function Account({ onNavigate }: { onNavigate: (() => void) | undefined }) {
  const [wasOpened, setOpened] = useState(false);
  return wasOpened ? (
    <AccountMenu onNavigate={onNavigate} />
  ) : (
    <AccountButton onClick={() => setOpened(true)} />
  );
}
