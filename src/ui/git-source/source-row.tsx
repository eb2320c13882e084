import type { ReactNode } from 'react';
import { Button } from '../primitives/button';
import { Cell, Row } from '../primitives/row-list';
import { useDenials } from '../session/use-can';

interface SourceRowProps {
  name: string;
  /** Organization or groups at the forge to which the source is limited; null if it is not. */
  owner: string | null;
  address: string;
  /** Kind of source, in one word. */
  note: string;
  /** Absent if the source cannot be changed here. */
  onEdit?: () => void;
  onDelete: () => void;
  /** State of the source. */
  children: ReactNode;
}

/** A Git source in the list. */
export function SourceRow({ name, owner, address, note, onEdit, onDelete, children }: SourceRowProps) {
  const denialOf = useDenials();
  return (
    <Row title={name} detail={`${owner ? `${owner} · ` : ''}${address}`}>
      {children}
      <Cell className="hidden w-28 text-right text-ink-3 sm:block">{note}</Cell>
      {onEdit && (
        <Cell>
          <Button
            size="sm"
            denied={denialOf('git_source:update')}
            onClick={onEdit}
            aria-label={`Edit ${name}`}
          >
            Edit
          </Button>
        </Cell>
      )}
      <Cell>
        <Button
          size="sm"
          variant="danger-quiet"
          denied={denialOf('git_source:delete')}
          onClick={onDelete}
          aria-label={`Delete ${name}`}
        >
          Delete
        </Button>
      </Cell>
    </Row>
  );
}
