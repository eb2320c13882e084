'use client';

import { PublicFrame } from '../../session/public-frame';
import { useSession } from '../../session/session-provider';
import { SignOutButton } from '../../session/sign-out-button';
import { SetUpTwoFactor } from './set-up-two-factor';

/** Replace the console until the second factor is set up. */
export function TwoFactorRequired() {
  const { user } = useSession();
  return (
    <PublicFrame
      title="One more step"
      lead={
        <>
          This installation requires two-factor authentication. Set it up for{' '}
          <strong className="font-medium text-ink">{user.email}</strong> to continue.
        </>
      }
    >
      <SetUpTwoFactor startAt="password" />
      <SignOutButton variant="ghost" size="sm" className="mt-8">
        Sign out
      </SignOutButton>
    </PublicFrame>
  );
}
