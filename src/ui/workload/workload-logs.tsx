'use client';

import { useQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { EmptyState } from '../feedback/empty-state';
import { NotPermitted } from '../feedback/not-permitted';
import { QueryView } from '../feedback/query-view';
import { ListSkeleton } from '../primitives/skeleton';
import { useDenial } from '../session/use-can';
import { ContainerLog } from './container-log';
import { ContainerPicker } from './container-picker';
import type { WorkloadAddress } from './kinds';
import { useWorkloadProcedures } from './use-workload-procedures';

interface WorkloadLogsProps extends WorkloadAddress {
  /** Undefined until it is loaded. An organization-wide permission suffices to request the containers before that. */
  workload: { name: string; project_uuid: string } | undefined;
  /** Uuid of an additional destination; absent or null: the main one. */
  destination?: string | null;
  /** What the log will contain, shown for a workload that never ran. */
  children: ReactNode;
}

/** Logs of a workload: live for the running container, and for ended ones as long as their logs are kept. */
export function WorkloadLogs({ kind, uuid, workload, destination = null, children }: WorkloadLogsProps) {
  const procedures = useWorkloadProcedures(kind);
  const [container, setContainer] = useState<string | null>(null);
  const denial = useDenial('log:read_sensitive', workload?.project_uuid);
  const at = destination === null ? { uuid } : { uuid, destination_uuid: destination };
  const query = useQuery(procedures.logContainers.queryOptions(at, { enabled: denial === null }));
  const skeleton = <ListSkeleton rows={3} label="containers" />;
  if (!workload) return skeleton;
  if (denial !== null) return <NotPermitted what="Its log" reason={denial} />;
  return (
    <QueryView query={query} what="Containers" skeleton={skeleton}>
      {(containers) =>
        containers.length === 0 ? (
          <EmptyState icon={ScrollText} title="Nothing has run yet">
            {children}
          </EmptyState>
        ) : (
          <div className="space-y-4">
            <ContainerPicker containers={containers} value={container} onChange={setContainer} />
            <ContainerLog
              key={container ?? ''}
              kind={kind}
              uuid={uuid}
              name={workload.name}
              container={container}
              destination={destination}
            />
          </div>
        )
      }
    </QueryView>
  );
}
