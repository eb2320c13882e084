import { Button } from '../primitives/button';
import { Cell, Row } from '../primitives/row-list';
import { Status } from '../primitives/status';
import { useDenial } from '../session/use-can';
import type { Outputs } from '../trpc';

export type GitlabApp = Outputs['gitlabApp']['list'][number];

export function GitlabAppRow({ app, onDelete }: { app: GitlabApp; onDelete: () => void }) {
  const denied = useDenial('git_source:delete');
  // A caller who may not see the token is not told whether there is one.
  const isDeaf = app.webhook_token === null;
  return (
    <Row title={app.name} detail={`${app.group_name ? `${app.group_name} · ` : ''}${app.html_url}`}>
      {isDeaf && (
        <Cell className="hidden w-36 sm:block">
          <Status tone="warn">No webhook token</Status>
        </Cell>
      )}
      <Cell className="hidden w-28 text-right text-ink-3 sm:block">GitLab</Cell>
      <Cell>
        <Button
          size="sm"
          variant="danger-quiet"
          denied={denied}
          onClick={onDelete}
          aria-label={`Delete ${app.name}`}
        >
          Delete
        </Button>
      </Cell>
    </Row>
  );
}
