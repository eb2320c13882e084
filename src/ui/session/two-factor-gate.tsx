'use client';

import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { useSession } from './session-provider';

/** Few ever see it, so it is loaded for them alone. */
const TwoFactorRequired = dynamic(() =>
  import('../account/two-factor/two-factor-required').then((module) => module.TwoFactorRequired),
);

/** Where the installation demands a second factor, nothing of the console answers before there is one. */
export function TwoFactorGate({ children }: { children: ReactNode }) {
  return useSession().two_factor_required ? <TwoFactorRequired /> : children;
}
