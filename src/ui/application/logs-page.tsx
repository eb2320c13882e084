'use client';

import { useQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '../feedback/empty-state';
import { NotPermitted } from '../feedback/not-permitted';
import { QueryView } from '../feedback/query-view';
import { ListSkeleton } from '../primitives/skeleton';
import type { Application } from '../resources';
import { useDenials } from '../session/use-can';
import { useTRPC } from '../trpc';
import { ApplicationFrame } from './application-frame';
import { ContainerLog } from './container-log';
import { ContainerPicker } from './container-picker';

export function LogsPage({ uuid }: { uuid: string }) {
  const denialOf = useDenials();
  return (
    <ApplicationFrame uuid={uuid}>
      {(application) => {
        const denial = denialOf('log:read_sensitive', application.project_uuid);
        if (denial !== null) return <NotPermitted what="Its log" reason={denial} />;
        return <Logs application={application} />;
      }}
    </ApplicationFrame>
  );
}

function Logs({ application }: { application: Application }) {
  const trpc = useTRPC();
  const [container, setContainer] = useState<string | null>(null);
  const query = useQuery(trpc.application.logContainers.queryOptions({ uuid: application.uuid }));
  return (
    <QueryView
      query={query}
      what="Containers"
      skeleton={<ListSkeleton rows={3} label="Loading containers" />}
    >
      {(containers) =>
        containers.length === 0 ? (
          <EmptyState icon={ScrollText} title="Nothing ran yet">
            What the container prints appears here, and stays readable when a new version has replaced it.
            Output of builds stands in the log of its deployment.
          </EmptyState>
        ) : (
          <div className="space-y-4">
            <ContainerPicker containers={containers} value={container} onChange={setContainer} />
            <ContainerLog key={container ?? ''} application={application} container={container} />
          </div>
        )
      }
    </QueryView>
  );
}
