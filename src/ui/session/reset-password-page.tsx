'use client';

import { useSearchParams } from 'next/navigation';
import { Suspense } from 'react';
import { paths } from '../paths';
import { FormSkeleton } from './form-skeleton';
import { PublicFrame } from './public-frame';
import { PublicLink } from './public-link';
import { ResetPasswordForm } from './reset-password-form';

/** Page that sets a new password with the passcode from a mail. */
export function ResetPasswordPage() {
  return (
    <PublicFrame
      title="Choose a new password"
      lead="This ends all your sessions and revokes your API tokens, so the old password no longer gives anyone access."
    >
      <Suspense fallback={<FormSkeleton fields={3} />}>
        <FormOfLink />
      </Suspense>
      <p className="mt-5 flex flex-wrap justify-between gap-2">
        <PublicLink href={paths.signIn()}>Back to sign in</PublicLink>
        <PublicLink href={paths.forgotPassword()}>Send a new passcode</PublicLink>
      </p>
    </PublicFrame>
  );
}

function FormOfLink() {
  return <ResetPasswordForm email={useSearchParams().get('email') ?? ''} />;
}
