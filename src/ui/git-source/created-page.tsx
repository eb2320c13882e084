'use client';

import { useMutation } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { readApiError } from '../api-error';
import { PageHeader } from '../page/page-header';
import { ListSkeleton } from '../primitives/skeleton';
import { useTRPC } from '../trpc';
import { sourcesCrumb } from './crumb';
import { useOnce } from './use-once';
import { VisitRefusal } from './visit-refusal';

/**
 * Page that GitHub redirects to after it created an app: Gantry stores its secrets and redirects to its installation.
 */
export function CreatedPage() {
  const trpc = useTRPC();
  const search = useSearchParams();
  const code = search.get('code');
  const state = search.get('state');
  const finish = useMutation(
    trpc.githubApp.finishCreation.mutationOptions({
      onSuccess: ({ install_url }) => window.location.replace(install_url),
    }),
  );
  useOnce(code !== null && state !== null ? () => finish.mutate({ code, state }) : null);
  return (
    <>
      <PageHeader title="GitHub App" crumbs={[sourcesCrumb]}>
        GitHub has created the app. Gantry stores its secrets, then sends you back to GitHub to install it.
      </PageHeader>
      {code === null || state === null ? (
        <VisitRefusal message="GitHub did not send a code. Start again." />
      ) : finish.error ? (
        <VisitRefusal message={readApiError(finish.error).message} />
      ) : (
        <ListSkeleton label="GitHub App" rows={1} />
      )}
    </>
  );
}
