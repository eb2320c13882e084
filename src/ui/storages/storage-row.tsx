import { Archive, Pencil, Trash2 } from 'lucide-react';
import { Badge } from '../primitives/badge';
import { Button } from '../primitives/button';
import { Cell, Row } from '../primitives/row-list';
import type { Storage } from '../resources';
import { lookOf, sourceOf } from './describe';

interface StorageRowProps {
  storage: Storage;
  /** Why the user may not change or remove the storage; null where they may. */
  denials: { update: string | null; remove: string | null };
  /** Opens the backups of the storage; null if it supports none or the caller may not read them. */
  onBackups: (() => void) | null;
  /** How often the storage is backed up, in words. */
  backedUp?: string | undefined;
  onEdit: () => void;
  onRemove: () => void;
}

const OF_FILE = 'Defined in the compose file. Edit the file to change it.';

export function StorageRow({ storage, denials, onBackups, backedUp, onEdit, onRemove }: StorageRowProps) {
  const { label, icon: Icon } = lookOf(storage);
  const { mount_path: path, component, is_read_only: isReadOnly } = storage;
  return (
    <Row
      title={
        <span className="break-all font-mono text-xs">
          {component !== null && <span className="text-ink-3">{component}: </span>}
          {path}
        </span>
      }
      detail={<span className="font-mono">{sourceOf(storage)}</span>}
    >
      <Cell className="w-44">
        <Badge>
          <Icon aria-hidden className="size-3" /> {label}
        </Badge>
      </Cell>
      {backedUp !== undefined && (
        <Cell className="hidden w-32 truncate text-ink-3 sm:block">Backup {backedUp}</Cell>
      )}
      <Cell>
        {onBackups && (
          <Button variant="ghost" size="icon-sm" aria-label={`Backups of ${path}`} onClick={onBackups}>
            <Archive aria-hidden />
          </Button>
        )}
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Edit ${path}`}
          denied={isReadOnly ? OF_FILE : denials.update}
          onClick={onEdit}
        >
          <Pencil aria-hidden />
        </Button>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Delete ${path}`}
          denied={isReadOnly ? OF_FILE : denials.remove}
          onClick={onRemove}
        >
          <Trash2 aria-hidden />
        </Button>
      </Cell>
    </Row>
  );
}
