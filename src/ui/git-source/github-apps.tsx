'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { GitBranch, Plus } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { Section } from '../page/section';
import { Button } from '../primitives/button';
import { Callout } from '../primitives/callout';
import { Dialog } from '../primitives/dialog';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { useCan } from '../session/use-can';
import { useTRPC } from '../trpc';
import { ApplicationsOfGithubApp } from './applications-of-github-app';
import { CreateAtGithubForm } from './create-at-github-form';
import { EditGithubAppForm } from './edit-github-app-form';
import { GithubAppForm } from './github-app-form';
import { type GithubApp, GithubAppRow } from './github-app-row';
import { Installations } from './installations';

export function GithubApps() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const apps = useQuery(trpc.githubApp.list.queryOptions({}));
  const remove = useMutation(trpc.githubApp.delete.mutationOptions());
  const [adding, setAdding] = useState<'new' | 'existing' | null>(null);
  const isRefused = useSearchParams().get('refused') === 'departure';
  const [opened, setOpened] = useState<GithubApp | null>(null);
  const [edited, setEdited] = useState<GithubApp | null>(null);
  const [removed, setRemoved] = useState<GithubApp | null>(null);
  const add = useCan('git_source:create') && (
    <>
      <Button variant="primary" onClick={() => setAdding('new')}>
        <Plus aria-hidden /> Create on GitHub
      </Button>
      <Button onClick={() => setAdding('existing')}>Add an existing app</Button>
    </>
  );
  return (
    <Section
      title="GitHub Apps"
      description="Read private repositories, receive every push, and show deployments on commits."
      actions={apps.data?.length ? add : undefined}
    >
      {isRefused && (
        <Callout tone="warn" role="alert" title="You were not sent to GitHub">
          This setup was started in another browser, is already complete, or is older than 30 minutes. Start
          again.
        </Callout>
      )}
      <QueryView query={apps} what="GitHub Apps" skeleton={<ListSkeleton label="GitHub Apps" />}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={GitBranch} title="Connect GitHub" action={add}>
              Gantry sends you to GitHub, which creates a GitHub App with everything set up; there you choose
              which repositories it can read. Its applications need no deploy keys or webhooks.
            </EmptyState>
          ) : (
            <RowList label="GitHub Apps" rows={rows} keyOf={(row) => row.uuid}>
              {(app) => (
                <GithubAppRow
                  app={app}
                  onInstallations={() => setOpened(app)}
                  onEdit={() => setEdited(app)}
                  onDelete={() => setRemoved(app)}
                />
              )}
            </RowList>
          )
        }
      </QueryView>
      <Dialog open={adding === 'new'} onOpenChange={() => setAdding(null)} title="Create on GitHub">
        <CreateAtGithubForm onDone={() => setAdding(null)} />
      </Dialog>
      <Dialog open={adding === 'existing'} onOpenChange={() => setAdding(null)} title="Add GitHub App" wide>
        <GithubAppForm onDone={() => setAdding(null)} />
      </Dialog>
      <Dialog
        open={opened !== null}
        onOpenChange={() => setOpened(null)}
        title={`Installations of ${opened?.name ?? ''}`}
        wide
      >
        {opened && <Installations app={opened} />}
      </Dialog>
      <Dialog
        open={edited !== null}
        onOpenChange={() => setEdited(null)}
        title={`Edit ${edited?.name ?? ''}`}
        wide
      >
        {edited && <EditGithubAppForm app={edited} onDone={() => setEdited(null)} />}
      </Dialog>
      <ConfirmDialog
        open={removed !== null}
        onOpenChange={() => setRemoved(null)}
        title={`Delete ${removed?.name ?? ''}`}
        confirmLabel="Delete GitHub App"
        onConfirm={async () => {
          await remove.mutateAsync({ github_app_id: removed?.uuid ?? '' });
          await queryClient.invalidateQueries({ queryKey: trpc.githubApp.pathKey() });
        }}
      >
        <p>Gantry forgets the app and its secrets. The app stays on GitHub until you delete it there.</p>
        {removed && (
          <ApplicationsOfGithubApp app={removed}>
            Delete them first: they cannot be deployed without the app.
          </ApplicationsOfGithubApp>
        )}
      </ConfirmDialog>
    </Section>
  );
}
