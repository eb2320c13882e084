'use client';

import { useQuery } from '@tanstack/react-query';
import type { GroupState } from '../../domain/deployment-group';
import type { Tone } from '../primitives/badge';
import { Callout } from '../primitives/callout';
import { Link } from '../primitives/link';
import { Status } from '../primitives/status';
import type { Outputs } from '../trpc';
import { useTRPC } from '../trpc';
import { workloadKinds } from '../workload/kinds';
import { operationLook } from './operation-status';

const states: Readonly<Record<GroupState, readonly [title: string, tone: Tone]>> = {
  preparing: ['It will be released with its group once the whole group is built', 'busy'],
  releasing: ['It is being released with its group', 'busy'],
  completing: ['Its whole group serves. Previous versions are being removed', 'busy'],
  finished: ['It was released with its group', 'ok'],
  reverting: ['Its group is being rolled back to what ran before', 'warn'],
  reverted: ['Its group was rolled back to what ran before', 'warn'],
  failed: ['Part of its group could not be rolled back', 'bad'],
};

type Part = Outputs['deployment']['group']['parts'][number];

/** Deployments that succeed or are rolled back together with this one, and the status of each. */
export function GroupNotice({ uuid }: { uuid: string }) {
  const trpc = useTRPC();
  const { data: group } = useQuery(trpc.deployment.group.queryOptions({ uuid }));
  if (!group) return null;
  const [title, tone] = states[group.state];
  return (
    <div className="mb-6">
      <Callout tone={tone} title={title} role="status">
        {group.reason && <p className="whitespace-pre-wrap break-words">{group.reason}</p>}
        <ul className="mt-2 space-y-1">
          {group.parts.map((part) => (
            <li key={part.deployment_uuid} className="flex flex-wrap items-center gap-x-3">
              <Link href={operationPath(part, part.deployment_uuid)} className="font-medium underline">
                {part.resource_name}
              </Link>
              <PartStatus part={part} />
            </li>
          ))}
        </ul>
      </Callout>
    </div>
  );
}

function operationPath({ resource_type, resource_uuid }: Part, operation: string): string {
  const kind = resource_type === 'service' ? 'stack' : resource_type;
  return workloadKinds[kind].operations.one(resource_uuid, operation);
}

function PartStatus({ part }: { part: Part }) {
  const { label, tone } = operationLook(part.status, part.is_waiting);
  return (
    <>
      <Status tone={tone}>{label}</Status>
      {part.revert_deployment_uuid !== null && part.revert_status !== null && (
        <Link href={operationPath(part, part.revert_deployment_uuid)} className="underline">
          Rollback: {operationLook(part.revert_status).label.toLowerCase()}
        </Link>
      )}
    </>
  );
}
