'use client';

import { useQuery } from '@tanstack/react-query';
import { byteSize } from '../../domain/byte-size';
import { Skeleton } from '../primitives/skeleton';
import type { WorkloadAddress } from './kinds';
import { useWorkloadProcedures } from './use-workload-procedures';

/** Volumes and folders of a workload on its server, loaded while the dialog that lists them is open. */
export function KeptData({ kind, uuid }: WorkloadAddress) {
  const procedures = useWorkloadProcedures(kind);
  const { data, isPending } = useQuery(procedures.listVolumes.queryOptions({ uuid }, { staleTime: 0 }));
  if (isPending) return <Loading />;
  if (!data) return <p>Its volumes could not be listed.</p>;
  if (data.volumes.length === 0) return <p>It has no volumes{data.is_complete ? ' on its server' : ''}.</p>;
  return (
    <div>
      <ul aria-label="Volumes" className="list-disc pl-5">
        {data.volumes.map(({ kind: what, name, size }) => (
          <li key={`${what} ${name}`}>
            <code className="break-all text-xs">{name}</code>
            {what === 'folder' && ' (folder)'}
            {size !== null && `, ${byteSize(size)}`}
          </li>
        ))}
      </ul>
      {!data.is_complete && <p className="mt-1">The server did not respond, so their sizes are unknown.</p>}
    </div>
  );
}

function Loading() {
  return (
    <div role="status" aria-label="Loading volumes">
      <Skeleton className="h-5 w-64" />
    </div>
  );
}
