'use client';

import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { ErrorState } from '../feedback/error-state';
import { paths } from '../paths';
import { ButtonLink } from '../primitives/button-link';
import { Callout } from '../primitives/callout';
import { Skeleton } from '../primitives/skeleton';
import { PublicFrame } from '../session/public-frame';
import { useTRPC } from '../trpc';
import { SetupForm } from './setup-form';

/** Page that creates the first owner, once. The link printed at the first start has the setup token. */
export function SetupPage() {
  const trpc = useTRPC();
  const status = useQuery(trpc.setup.status.queryOptions({}));
  return (
    <PublicFrame title="Set up Gantry" lead="Create the owner of this installation.">
      {status.data?.is_required && (
        <Suspense>
          <SetupForm />
        </Suspense>
      )}
      {status.data && !status.data.is_required && (
        <Callout
          title="Gantry is already set up"
          action={
            <ButtonLink size="sm" variant="primary" href={paths.signIn()}>
              Sign in
            </ButtonLink>
          }
        >
          This installation already has an owner. Sign in, or ask the owner for an invitation.
        </Callout>
      )}
      {status.error && (
        <ErrorState
          error={status.error}
          retry={() => void status.refetch()}
          what="The state of this installation"
        />
      )}
      {status.isPending && <Skeleton className="h-64 w-full" />}
    </PublicFrame>
  );
}
