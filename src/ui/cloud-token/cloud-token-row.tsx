import { Time } from '../feedback/time';
import { Button } from '../primitives/button';
import { Cell, Row } from '../primitives/row-list';
import { providerWords } from './providers';
import type { CloudToken } from './use-cloud-tokens';

interface CloudTokenRowProps {
  token: CloudToken;
  can: { update: boolean; remove: boolean };
  /** Whether the token is being validated. */
  isAsked: boolean;
  onValidate: () => void;
  onRename: () => void;
  onRemove: () => void;
}

export function CloudTokenRow({ token, can, isAsked, onValidate, onRename, onRemove }: CloudTokenRowProps) {
  const { name, provider, endpoint } = token;
  const { label } = providerWords[provider];
  return (
    <Row title={name} detail={endpoint === null ? label : <code>{endpoint}</code>}>
      <Cell className="w-40 text-ink-3">
        Added <Time value={token.created_at} />
      </Cell>
      <Cell above className="flex justify-end gap-1.5">
        {can.update && (
          <>
            <Button size="sm" busy={isAsked} onClick={onValidate} aria-label={`Validate ${name}`}>
              Validate
            </Button>
            <Button size="sm" onClick={onRename} aria-label={`Rename ${name}`}>
              Rename
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
