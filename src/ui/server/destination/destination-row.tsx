import { Button } from '../../primitives/button';
import { Status } from '../../primitives/status';
import type { Destination } from '../../resources';
import { useSession } from '../../session/session-provider';
import { useDenials } from '../../session/use-can';

interface DestinationRowProps {
  destination: Destination;
  onSwitch: () => void;
  onRename: () => void;
  onDelete: () => void;
}

/** A destination in the list: its name, its network, and whether it isolates environments. */
export function DestinationRow({ destination, onSwitch, onRename, onDelete }: DestinationRowProps) {
  const denialOf = useDenials();
  const isOwner = useSession().role === 'owner';
  const { is_isolated, name, network } = destination;
  const denied = denialOf('destination:update');
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-40">
        <p className="truncate font-medium">{name}</p>
        {network !== undefined && <code className="wrap-anywhere text-ink-3 text-xs">{network}</code>}
      </div>
      <Status tone={is_isolated ? 'ok' : 'warn'}>
        {is_isolated ? 'Environments are isolated' : 'All environments share a network'}
      </Status>
      <div className="flex flex-wrap gap-1.5">
        <Button
          size="sm"
          denied={denied ?? (isOwner ? null : 'Only an owner can change the isolation of a destination.')}
          onClick={onSwitch}
        >
          {is_isolated ? 'Share a network…' : 'Isolate environments…'}
        </Button>
        <Button size="sm" denied={denied} onClick={onRename} aria-label={`Rename ${name}`}>
          Rename
        </Button>
        <Button
          size="sm"
          variant="danger-quiet"
          denied={denialOf('destination:delete')}
          onClick={onDelete}
          aria-label={`Delete ${name}`}
        >
          Delete
        </Button>
      </div>
    </div>
  );
}
