'use client';

import { Button } from '../primitives/button';
import { Cell } from '../primitives/row-list';
import { Status } from '../primitives/status';
import { useCan } from '../session/use-can';
import type { Outputs } from '../trpc';
import { SourceRow } from './source-row';
import { useInstallation } from './use-installation';

export type GithubApp = Outputs['githubApp']['list'][number];

interface GithubAppRowProps {
  app: GithubApp;
  onInstallations: () => void;
  onEdit: () => void;
  onDelete: () => void;
}

export function GithubAppRow({ app, onInstallations, onEdit, onDelete }: GithubAppRowProps) {
  const { name, organization, html_url } = app;
  return (
    <SourceRow
      name={name}
      owner={organization}
      address={html_url}
      note={`App ${app.app_id}`}
      actions={
        <Button size="sm" onClick={onInstallations} aria-label={`Installations of ${name}`}>
          Installations
        </Button>
      }
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
  const isAllowed = useCan('git_source:update');
  const { begin, isPending } = useInstallation(app);
  if (!isAllowed) return <Status tone="warn">Not installed</Status>;
  return (
    <Button size="sm" busy={isPending} onClick={begin} aria-label={`Install ${app.name}`}>
      Install…
    </Button>
  );
}
