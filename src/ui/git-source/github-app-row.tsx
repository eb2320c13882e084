'use client';

import { useMutation } from '@tanstack/react-query';
import { notify } from '../feedback/notify';
import { Button } from '../primitives/button';
import { Cell } from '../primitives/row-list';
import { Status } from '../primitives/status';
import { useCan } from '../session/use-can';
import type { Outputs } from '../trpc';
import { useTRPC } from '../trpc';
import { SourceRow } from './source-row';

export type GithubApp = Outputs['githubApp']['list'][number];

interface GithubAppRowProps {
  app: GithubApp;
  onEdit: () => void;
  onDelete: () => void;
}

export function GithubAppRow({ app, onEdit, onDelete }: GithubAppRowProps) {
  const { name, organization, html_url } = app;
  return (
    <SourceRow
      name={name}
      owner={organization}
      address={html_url}
      note={`App ${app.app_id}`}
      onEdit={onEdit}
      onDelete={onDelete}
    >
      <Cell className="w-28">
        {app.installation_id !== null ? <Status tone="ok">Installed</Status> : <NotInstalled app={app} />}
      </Cell>
    </SourceRow>
  );
}

function NotInstalled({ app }: { app: GithubApp }) {
  const trpc = useTRPC();
  const isAllowed = useCan('git_source:update');
  const begin = useMutation(
    trpc.githubApp.beginInstallation.mutationOptions({
      onSuccess: ({ url }) => window.location.assign(url),
      onError: (error) => notify.error('It could not be installed', { description: error.message }),
    }),
  );
  if (!isAllowed) return <Status tone="warn">Not installed</Status>;
  return (
    <Button
      size="sm"
      busy={begin.isPending}
      onClick={() => begin.mutate({ github_app_id: app.uuid })}
      aria-label={`Install ${app.name}`}
    >
      Install…
    </Button>
  );
}
