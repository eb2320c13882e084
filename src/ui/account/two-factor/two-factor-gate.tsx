'use client';

import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { useSession } from '../../session/session-provider';

/** The page that demands a second factor, loaded only for the few who see it. */
const TwoFactorRequired = dynamic(() =>
  import('./two-factor-required').then((module) => module.TwoFactorRequired),
);

/** The gate that shows nothing of the console before a demanded second factor is set up. */
export function TwoFactorGate({ children }: { children: ReactNode }) {
  return useSession().two_factor_required ? <TwoFactorRequired /> : children;
}
