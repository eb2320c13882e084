'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { GitBranch, Plus } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { PageHeader } from '../page/page-header';
import { Button } from '../primitives/button';
import { Dialog } from '../primitives/dialog';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { useCan } from '../session/use-can';
import { useTRPC } from '../trpc';
import { GithubAppForm } from './github-app-form';
import { type GithubApp, GithubAppRow } from './github-app-row';

export function SourcesPage() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const apps = useQuery(trpc.githubApp.list.queryOptions({}));
  const remove = useMutation(trpc.githubApp.delete.mutationOptions());
  const [isAdding, setAdding] = useState(false);
  const [removed, setRemoved] = useState<GithubApp | null>(null);
  const add = useCan('git_source:create') && (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden /> Add GitHub App
    </Button>
  );
  return (
    <>
      <PageHeader title="Git sources" actions={apps.data?.length ? add : undefined}>
        GitHub Apps read private repositories, hear every push, and show deployments at commits.
      </PageHeader>
      <QueryView query={apps} what="Git sources" skeleton={<ListSkeleton label="git sources" />}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={GitBranch} title="Connect GitHub" action={add}>
              Create a GitHub App in the settings of your account or organization at GitHub, install it where
              your repositories are, and enter it here. Its applications then need no deploy keys and no
              webhooks.
            </EmptyState>
          ) : (
            <RowList label="Git sources" rows={rows} keyOf={(row) => row.uuid}>
              {(app) => <GithubAppRow app={app} onDelete={() => setRemoved(app)} />}
            </RowList>
          )
        }
      </QueryView>
      <Dialog open={isAdding} onOpenChange={setAdding} title="Add GitHub App" wide>
        <GithubAppForm onDone={() => setAdding(false)} />
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
        Gantry forgets the app and its secrets. At GitHub it stays until you delete it there.
      </ConfirmDialog>
    </>
  );
}
