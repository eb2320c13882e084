import { Cell } from '../primitives/row-list';
import { Status } from '../primitives/status';
import type { Outputs } from '../trpc';
import { SourceRow } from './source-row';

export type GitlabApp = Outputs['gitlabApp']['list'][number];

export function GitlabAppRow({ app, onDelete }: { app: GitlabApp; onDelete: () => void }) {
  // The API returns null only to callers who may see the token; for others it is undefined.
  const isDeaf = app.webhook_token === null;
  const { name, group_name, html_url } = app;
  return (
    <SourceRow name={name} owner={group_name} address={html_url} note="GitLab" onDelete={onDelete}>
      {isDeaf && (
        <Cell className="hidden w-36 sm:block">
          <Status tone="warn">No webhook token</Status>
        </Cell>
      )}
    </SourceRow>
  );
}
