import { Cell } from '../primitives/row-list';
import { Status } from '../primitives/status';
import type { Outputs } from '../trpc';
import { SourceRow } from './source-row';

export type GithubApp = Outputs['githubApp']['list'][number];

export function GithubAppRow({ app, onDelete }: { app: GithubApp; onDelete: () => void }) {
  const isInstalled = app.installation_id !== null;
  const { name, organization, html_url } = app;
  return (
    <SourceRow
      name={name}
      owner={organization}
      address={html_url}
      note={`App ${app.app_id}`}
      onDelete={onDelete}
    >
      <Cell className="w-28">
        <Status tone={isInstalled ? 'ok' : 'warn'}>{isInstalled ? 'Installed' : 'Not installed'}</Status>
      </Cell>
    </SourceRow>
  );
}
