'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { GitBranch, Plus } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { Section } from '../page/section';
import { Button } from '../primitives/button';
import { Dialog } from '../primitives/dialog';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { useCan } from '../session/use-can';
import { useTRPC } from '../trpc';
import { GitlabAppForm } from './gitlab-app-form';
import { type GitlabApp, GitlabAppRow } from './gitlab-app-row';

export function GitlabApps() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const apps = useQuery(trpc.gitlabApp.list.queryOptions({}));
  const remove = useMutation(trpc.gitlabApp.delete.mutationOptions());
  const [isAdding, setAdding] = useState(false);
  const [removed, setRemoved] = useState<GitlabApp | null>(null);
  const add = useCan('git_source:create') && (
    <Button onClick={() => setAdding(true)}>
      <Plus aria-hidden /> Add GitLab app
    </Button>
  );
  return (
    <Section
      title="GitLab apps"
      description="One webhook for all projects of a group. Repositories are read with deploy keys."
      actions={apps.data?.length ? add : undefined}
    >
      <QueryView query={apps} what="GitLab apps" skeleton={<ListSkeleton label="GitLab apps" />}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={GitBranch} title="Connect GitLab" action={add}>
              Enter gitlab.com or your own GitLab, and set up its webhook with the token shown. Applications
              created from it are deployed on every push.
            </EmptyState>
          ) : (
            <RowList label="GitLab apps" rows={rows} keyOf={(row) => row.uuid}>
              {(app) => <GitlabAppRow app={app} onDelete={() => setRemoved(app)} />}
            </RowList>
          )
        }
      </QueryView>
      <Dialog open={isAdding} onOpenChange={setAdding} title="Add GitLab app" wide>
        <GitlabAppForm onDone={() => setAdding(false)} />
      </Dialog>
      <ConfirmDialog
        open={removed !== null}
        onOpenChange={() => setRemoved(null)}
        title={`Delete ${removed?.name ?? ''}`}
        confirmLabel="Delete GitLab app"
        onConfirm={async () => {
          await remove.mutateAsync({ gitlab_app_id: removed?.uuid ?? '' });
          await queryClient.invalidateQueries({ queryKey: trpc.gitlabApp.pathKey() });
        }}
      >
        Gantry forgets the app and its secrets, and refuses webhook calls with its token.
      </ConfirmDialog>
    </Section>
  );
}
