'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { GitBranch, Plus } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { PageHeader } from '../page/page-header';
import { Section } from '../page/section';
import { Button } from '../primitives/button';
import { Dialog } from '../primitives/dialog';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { useCan } from '../session/use-can';
import { useTRPC } from '../trpc';
import { GithubAppForm } from './github-app-form';
import { type GithubApp, GithubAppRow } from './github-app-row';
import { GitlabAppForm } from './gitlab-app-form';
import { type GitlabApp, GitlabAppRow } from './gitlab-app-row';

export function SourcesPage() {
  return (
    <>
      <PageHeader title="Git sources">
        Where repositories are, and who tells Gantry that something was pushed.
      </PageHeader>
      <GithubApps />
      <GitlabApps />
    </>
  );
}

function GithubApps() {
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
    <Section
      title="GitHub Apps"
      description="They read private repositories, hear every push, and show deployments at commits."
      actions={apps.data?.length ? add : undefined}
    >
      <QueryView query={apps} what="GitHub Apps" skeleton={<ListSkeleton label="GitHub Apps" />}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={GitBranch} title="Connect GitHub" action={add}>
              Create a GitHub App in the settings of your account or organization at GitHub, install it where
              your repositories are, and enter it here. Its applications then need no deploy keys and no
              webhooks.
            </EmptyState>
          ) : (
            <RowList label="GitHub Apps" rows={rows} keyOf={(row) => row.uuid}>
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
    </Section>
  );
}

function GitlabApps() {
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
              Enter gitlab.com or your own installation, and give its webhook the token that you see. Every
              application that you make from it is deployed on push.
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
        Gantry forgets the app and its secrets, and believes no call with its token any more.
      </ConfirmDialog>
    </Section>
  );
}
