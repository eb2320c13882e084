'use client';

import { useQueryClient } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '../../feedback/empty-state';
import { notify } from '../../feedback/notify';
import { Button } from '../../primitives/button';
import { useTRPC } from '../../trpc';
import { BeginForm } from './begin-form';
import { EnableForm } from './enable-form';
import type { Enrolment } from './enrolment';
import { RecoveryCodes } from './recovery-codes';

type Step =
  | { at: 'start' }
  | { at: 'password' }
  | { at: 'scan'; enrolment: Enrolment }
  | { at: 'codes'; codes: readonly string[] };

/**
 * Steps that enable the second factor: password, QR code, first code, recovery codes. The second factor is enabled once
 * the first code was correct.
 */
export function SetUpTwoFactor({ startAt = 'start' }: { startAt?: 'start' | 'password' }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [step, setStep] = useState<Step>({ at: startAt });

  /** Refetch the state only now: an earlier refetch would remove the recovery codes from the page. */
  async function finish() {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: trpc.twoFactor.pathKey() }),
      queryClient.invalidateQueries({ queryKey: trpc.profile.pathKey() }),
      queryClient.invalidateQueries({ queryKey: trpc.session.current.pathKey() }),
    ]);
    notify.success('Two-factor authentication is on');
  }

  switch (step.at) {
    case 'start':
      return (
        <EmptyState
          icon={ShieldCheck}
          title="Two-factor authentication is off"
          action={
            <Button variant="primary" onClick={() => setStep({ at: 'password' })}>
              Set up two-factor authentication
            </Button>
          }
        >
          You need an authenticator app: your password manager, Aegis, Google Authenticator, or any other app
          that supports TOTP. It takes a minute.
        </EmptyState>
      );
    case 'password':
      return <BeginForm onBegun={(enrolment) => setStep({ at: 'scan', enrolment })} />;
    case 'scan':
      return <EnableForm enrolment={step.enrolment} onEnabled={(codes) => setStep({ at: 'codes', codes })} />;
    case 'codes':
      return <RecoveryCodes codes={step.codes} onDone={() => void finish()} />;
  }
}
