'use client';

import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { useSession } from '../../session/session-provider';

/** Page that requires a second factor, loaded only for users who need it. */
const TwoFactorRequired = dynamic(() =>
  import('./two-factor-required').then((module) => module.TwoFactorRequired),
);

/** Show the console only after a required second factor is set up. */
export function TwoFactorGate({ children }: { children: ReactNode }) {
  return useSession().two_factor_required ? <TwoFactorRequired /> : children;
}
