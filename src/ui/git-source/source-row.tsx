import type { ReactNode } from 'react';
import { Button } from '../primitives/button';
import { Cell, Row } from '../primitives/row-list';
import { useDenials } from '../session/use-can';

interface SourceRowProps {
  name: string;
  /** Organization, groups or repositories at the forge to which the source is limited; null if it is not. */
  owner: string | null;
  address: string;
  /** Kind of source, in a few words. */
  note: string;
  /** Why the source does not work; null or absent if it does, as far as is known. */
  problem?: string | null;
  /** Buttons before those that all sources have. */
  actions?: ReactNode;
  /** Absent if the source cannot be changed here. */
  onEdit?: () => void;
  onDelete: () => void;
  /** State of the source. */
  children: ReactNode;
}

/** A Git source in the list. */
export function SourceRow(props: SourceRowProps) {
  const { name, owner, address, note, problem = null, actions, onEdit, onDelete, children } = props;
  const denialOf = useDenials();
  return (
    <Row
      title={name}
      detail={
        <>
          {`${owner ? `${owner} · ` : ''}${address}`}
          {problem !== null && (
            <span className="wrap-anywhere mt-0.5 block whitespace-normal text-bad">{problem}</span>
          )}
        </>
      }
    >
      {children}
      <Cell className="hidden w-32 text-right text-ink-3 sm:block">{note}</Cell>
      <Cell className="flex justify-end gap-1.5">
        {actions}
        {onEdit && (
          <Button
            size="sm"
            denied={denialOf('git_source:update')}
            onClick={onEdit}
            aria-label={`Edit ${name}`}
          >
            Edit
          </Button>
        )}
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
