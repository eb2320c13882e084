import { Time } from '../feedback/time';
import { Button } from '../primitives/button';
import { Cell, Row } from '../primitives/row-list';
import { Status } from '../primitives/status';
import type { Catalogue } from './use-catalogues';

interface CatalogueRowProps {
  catalogue: Catalogue;
  can: { refresh: boolean; remove: boolean };
  isAsked: boolean;
  onRefresh: () => void;
  onShowErrors: () => void;
  onRemove: () => void;
}

const states = {
  waiting: { tone: 'busy', text: 'Loading' },
  ready: { tone: 'ok', text: 'Ready' },
  failed: { tone: 'bad', text: 'Failed' },
} as const;

export function CatalogueRow(props: CatalogueRowProps) {
  const { catalogue, can, isAsked, onRefresh, onShowErrors, onRemove } = props;
  const { name, url, path, branch, folder, status, templates, broken, error } = catalogue;
  const { tone, text } = states[status];
  const place = `${url ?? path ?? ''}${branch ? ` · ${branch}` : ''}${folder === '/' ? '' : ` · ${folder}`}`;
  return (
    <Row
      title={name}
      detail={
        <>
          <code>{place}</code>
          {error !== null && <span className="mt-0.5 block whitespace-normal text-bad">{error}</span>}
        </>
      }
    >
      <Cell className="w-24">
        <Status tone={tone}>{text}</Status>
      </Cell>
      <Cell className="hidden w-36 text-ink-3 sm:block">
        {plural(templates, 'template')}
        {catalogue.refreshed_at !== null && (
          <span className="block text-xs">
            <Time value={catalogue.refreshed_at} />
          </span>
        )}
      </Cell>
      <Cell above className="flex flex-wrap justify-end gap-1.5">
        {broken > 0 && (
          <Button size="sm" onClick={onShowErrors} aria-label={`Show errors of ${name}`}>
            {plural(broken, 'error')}
          </Button>
        )}
        {can.refresh && (
          <Button size="sm" busy={isAsked} onClick={onRefresh} aria-label={`Refresh ${name}`}>
            Refresh
          </Button>
        )}
        {can.remove && (
          <Button size="sm" variant="danger-quiet" onClick={onRemove} aria-label={`Delete ${name}`}>
            Delete
          </Button>
        )}
      </Cell>
    </Row>
  );
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
