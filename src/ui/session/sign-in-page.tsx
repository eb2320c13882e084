'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Suspense, useEffect } from 'react';
import { paths } from '../paths';
import { useTRPC } from '../trpc';
import { PublicFrame } from './public-frame';
import { SignInForm } from './sign-in-form';

export function SignInPage() {
  const trpc = useTRPC();
  const router = useRouter();
  const status = useQuery(trpc.setup.status.queryOptions({}));
  const isSetupRequired = status.data?.is_required === true;
  useEffect(() => {
    if (isSetupRequired) router.replace(paths.setup());
  }, [isSetupRequired, router]);
  return (
    <PublicFrame title="Sign in" lead="to deploy to your own machines.">
      <Suspense>
        <SignInForm />
      </Suspense>
    </PublicFrame>
  );
}
