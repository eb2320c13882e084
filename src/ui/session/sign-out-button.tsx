'use client';

import { type ComponentProps, useState } from 'react';
import { reportFailure } from '../feedback/report-failure';
import { Button } from '../primitives/button';
import { signOut } from './credentials';

interface SignOutButtonProps extends Omit<ComponentProps<typeof Button>, 'onClick' | 'busy'> {
  /** Page to load afterwards; by default the sign-in page. */
  to?: string;
}

export function SignOutButton({ to, ...rest }: SignOutButtonProps) {
  const [busy, setBusy] = useState(false);
  async function leave() {
    setBusy(true);
    try {
      await signOut(to);
    } catch (error) {
      reportFailure(error);
      setBusy(false);
    }
  }
  return <Button {...rest} busy={busy} onClick={() => void leave()} />;
}
