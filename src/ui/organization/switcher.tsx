'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { SwitcherButton } from './switcher-button';

const SwitcherMenu = dynamic(() => import('./switcher-menu').then((module) => module.SwitcherMenu), {
  loading: () => <SwitcherButton aria-busy />,
});

/** Organization switcher. Its button is rendered immediately; its menu is loaded when it is first opened. */
export function OrganizationSwitcher({ onNavigate }: { onNavigate: (() => void) | undefined }) {
  const [wasOpened, setOpened] = useState(false);
  return wasOpened ? (
    <SwitcherMenu onNavigate={onNavigate} />
  ) : (
    <SwitcherButton onClick={() => setOpened(true)} />
  );
}
