import { useState } from 'react';
import { Button } from '../primitives/button';
import { Status } from '../primitives/status';
import { useDenials } from '../session/use-can';
import { conditionTone, describeStatus } from '../workload/condition';
import { ContainerLog } from '../workload/container-log';
import { Addresses } from './addresses';
import type { Preview } from './use-previews';

interface PreviewComponentsProps {
  uuid: string;
  project: string | undefined;
  components: Preview['components'];
}

/** Services of a preview: the status, addresses and log of each. */
export function PreviewComponents({ uuid, project, components }: PreviewComponentsProps) {
  const [shown, setShown] = useState<string | null>(null);
  const denied = useDenials()('log:read_sensitive', project);
  return (
    <ul className="space-y-3">
      {components.map(({ name, status, fqdn, container }) => (
        <li key={name} className="space-y-2">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-medium">{name}</span>
            <Status tone={conditionTone(status)}>{describeStatus(status)}</Status>
            <Button
              size="sm"
              denied={denied}
              aria-expanded={shown === name}
              aria-label={`Log of ${name}`}
              onClick={() => setShown(shown === name ? null : name)}
            >
              Log
            </Button>
          </div>
          {fqdn !== null && <Addresses list={fqdn} />}
          {shown === name && (
            <ContainerLog kind="application" uuid={uuid} name={name} container={container} isLive />
          )}
        </li>
      ))}
    </ul>
  );
}
