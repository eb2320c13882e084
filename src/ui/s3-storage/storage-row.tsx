import { Button } from '../primitives/button';
import { Cell, Row } from '../primitives/row-list';
import { Status } from '../primitives/status';
import type { S3Storage } from './storage-values';

interface S3StorageRowProps {
  storage: S3Storage;
  can: { update: boolean; remove: boolean };
  /** Whether the storage is being validated. */
  isAsked: boolean;
  onValidate: () => void;
  onChange: () => void;
  onRemove: () => void;
}

export function S3StorageRow({ storage, can, isAsked, onValidate, onChange, onRemove }: S3StorageRowProps) {
  const { name, bucket, endpoint, is_usable: isUsable } = storage;
  return (
    <Row title={name} detail={<code>{`${endpoint}/${bucket}`}</code>}>
      <Cell className="w-32">
        <Status tone={isUsable ? 'ok' : 'warn'}>{isUsable ? 'Usable' : 'Not validated'}</Status>
      </Cell>
      <Cell above className="flex justify-end gap-1.5">
        {can.update && (
          <>
            <Button size="sm" busy={isAsked} onClick={onValidate} aria-label={`Validate ${name}`}>
              Validate
            </Button>
            <Button size="sm" onClick={onChange} aria-label={`Change ${name}`}>
              Change
            </Button>
          </>
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
