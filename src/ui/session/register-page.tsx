'use client';

import { useQuery } from '@tanstack/react-query';
import { ErrorState } from '../feedback/error-state';
import { paths } from '../paths';
import { ButtonLink } from '../primitives/button-link';
import { Callout } from '../primitives/callout';
import { useTRPC } from '../trpc';
import { FormSkeleton } from './form-skeleton';
import { PublicFrame } from './public-frame';
import { PublicLink } from './public-link';
import { RegisterForm } from './register-form';

/** Page that creates an account, if the installation allows registration without an invitation. */
export function RegisterPage() {
  const trpc = useTRPC();
  const methods = useQuery(trpc.authMethod.list.queryOptions({}));
  return (
    <PublicFrame title="Create an account" lead="with your own organization to deploy in.">
      {methods.isPending && <FormSkeleton fields={3} />}
      {methods.error && (
        <ErrorState error={methods.error} retry={() => void methods.refetch()} what="The ways to sign in" />
      )}
      {methods.data?.registration.enabled === false && <Closed />}
      {methods.data?.registration.enabled && (
        <>
          <RegisterForm />
          <p className="mt-5 text-ink-2">
            Already have an account? <PublicLink href={paths.signIn()}>Sign in</PublicLink>
          </p>
        </>
      )}
    </PublicFrame>
  );
}

function Closed() {
  return (
    <Callout
      title="Registration is closed"
      action={
        <ButtonLink size="sm" variant="primary" href={paths.signIn()}>
          Sign in
        </ButtonLink>
      }
    >
      Accounts on this installation are by invitation only. Ask an owner or admin to invite you.
    </Callout>
  );
}
