import { Button } from '../primitives/button';
import { Cell, Row } from '../primitives/row-list';
import { Status } from '../primitives/status';
import { useDenial } from '../session/use-can';
import type { Outputs } from '../trpc';

export type GithubApp = Outputs['githubApp']['list'][number];

export function GithubAppRow({ app, onDelete }: { app: GithubApp; onDelete: () => void }) {
  const denied = useDenial('git_source:delete');
  const isInstalled = app.installation_id !== null;
  return (
    <Row title={app.name} detail={`${app.organization ? `${app.organization} · ` : ''}${app.html_url}`}>
      <Cell className="w-28">
        <Status tone={isInstalled ? 'ok' : 'warn'}>{isInstalled ? 'Installed' : 'Not installed'}</Status>
      </Cell>
      <Cell className="hidden w-28 text-right text-ink-3 sm:block">App {app.app_id}</Cell>
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
