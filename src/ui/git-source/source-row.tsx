import type { ReactNode } from 'react';
import { Button } from '../primitives/button';
import { Cell, Row } from '../primitives/row-list';
import { useDenials } from '../session/use-can';

interface SourceRowProps {
  name: string;
  /** Where it is: the organization or groups at the forge, if it is confined to some, and the forge. */
  owner: string | null;
  address: string;
  /** A short word about what it is. */
  note: string;
  /** Absent: it cannot be changed here. */
  onEdit?: () => void;
  onDelete: () => void;
  /** Its state. */
  children: ReactNode;
}

/** A source of repositories in the list of all. */
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
