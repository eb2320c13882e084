'use client';

import { useMutation } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { readApiError } from '../api-error';
import { PageHeader } from '../page/page-header';
import { paths } from '../paths';
import { Button } from '../primitives/button';
import { ButtonLink } from '../primitives/button-link';
import { Callout } from '../primitives/callout';
import { ListSkeleton } from '../primitives/skeleton';
import { useTRPC } from '../trpc';
import { sourcesCrumb } from './crumb';
import { useOnce } from './use-once';
import { VisitRefusal } from './visit-refusal';

/** Page that GitHub redirects to after an app was installed, or its choice of repositories was changed. */
export function InstalledPage({ app }: { app: string }) {
  const trpc = useTRPC();
  const search = useSearchParams();
  const number = Number(search.get('installation_id') ?? Number.NaN);
  const state = search.get('state') || undefined;
  const isRequested = search.get('setup_action') === 'request';
  const finish = useMutation(trpc.githubApp.finishInstallation.mutationOptions());
  const take = () => finish.mutate({ github_app_id: app, installation_id: number, state });
  const isKnown = Number.isInteger(number) && !isRequested;
  // An address with a state belongs to a visit that began here; without one, the user has to confirm.
  useOnce(isKnown && state !== undefined ? take : null);
  return (
    <>
      <PageHeader title="GitHub App" crumbs={[sourcesCrumb]}>
        Gantry can read the repositories that the installation gives access to.
      </PageHeader>
      {isRequested ? (
        <Callout role="status" title="An owner on GitHub has to approve the installation">
          Once they have, GitHub tells Gantry, and the app is shown as installed.
        </Callout>
      ) : !isKnown ? (
        <VisitRefusal message="GitHub did not send an installation. Start again." />
      ) : finish.error ? (
        <VisitRefusal message={readApiError(finish.error).message} />
      ) : finish.data ? (
        <Callout
          tone="ok"
          role="status"
          title={`${finish.data.name} is installed`}
          action={
            <>
              <ButtonLink href={paths.newApplication()} size="sm" variant="primary">
                New application
              </ButtonLink>
              <ButtonLink href={paths.sources()} size="sm">
                Git sources
              </ButtonLink>
            </>
          }
        >
          Choose one of its repositories when you create an application.
        </Callout>
      ) : state === undefined && !finish.isPending ? (
        <Callout
          title={`GitHub says that installation ${number} was changed`}
          action={<Button onClick={take}>Use this installation</Button>}
        >
          Only confirm if you came here from GitHub yourself.
        </Callout>
      ) : (
        <ListSkeleton label="GitHub App" rows={1} />
      )}
    </>
  );
}
