'use client';

import { useSubscription } from '@trpc/tanstack-react-query';
import { ScrollText } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { applicationCan } from '../../domain/states';
import { readApiError } from '../api-error';
import { EmptyState } from '../feedback/empty-state';
import { NotPermitted } from '../feedback/not-permitted';
import { LogViewer } from '../log/log-viewer';
import { useLogLines } from '../log/use-log-lines';
import { Callout } from '../primitives/callout';
import type { Application } from '../resources';
import { useDenials } from '../session/use-can';
import { useTRPC } from '../trpc';
import { ApplicationFrame } from './application-frame';

/** Lines from before the page was opened. */
const backlog = 500;

export function LogsPage({ uuid }: { uuid: string }) {
  const denialOf = useDenials();
  return (
    <ApplicationFrame uuid={uuid}>
      {(application) => {
        const denial = denialOf('log:read_sensitive', application.project_uuid);
        if (denial !== null) return <NotPermitted what="Its log" reason={denial} />;
        if (applicationCan.readLogs(application.status)) return <ContainerLog application={application} />;
        return (
          <EmptyState icon={ScrollText} title="Nothing is running">
            What the container prints appears here while it runs. Output of builds, and the last lines of a
            container that crashed, stand in the log of its deployment.
          </EmptyState>
        );
      }}
    </ApplicationFrame>
  );
}

function ContainerLog({ application }: { application: Application }) {
  const trpc = useTRPC();
  const { chunks, append, clear } = useLogLines();
  const sequence = useRef(0);
  const subscription = useSubscription(
    trpc.application.followLogs.subscriptionOptions(
      { uuid: application.uuid, lines: backlog },
      {
        onData: ({ text, stream, at }) => {
          sequence.current += 1;
          append([{ sequence: sequence.current, text, stream, at, hidden: false, step: null }]);
        },
      },
    ),
  );
  // A connection that begins anew sends its backlog anew.
  useEffect(() => {
    if (subscription.status === 'connecting') clear();
  }, [subscription.status, clear]);

  return (
    <div className="space-y-4">
      {subscription.error && (
        <Callout tone="bad" role="alert" title="The log could not be read">
          {readApiError(subscription.error).message}
        </Callout>
      )}
      <LogViewer
        label="Container log"
        chunks={chunks}
        fileName={`${application.name}.log`}
        isLive
        empty="Nothing printed yet. Lines appear as the container writes them."
      />
    </div>
  );
}
