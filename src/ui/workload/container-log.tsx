'use client';

import { useSubscription } from '@trpc/tanstack-react-query';
import { useRef } from 'react';
import { readApiError } from '../api-error';
import { LogViewer } from '../log/log-viewer';
import { useLogLines } from '../log/use-log-lines';
import { Callout } from '../primitives/callout';
import type { WorkloadAddress } from './kinds';
import { useWorkloadProcedures } from './use-workload-procedures';

/** Number of earlier lines to load, for a running and for an ended container. */
const backlog = { running: 500, ended: 10_000 };

interface ContainerLogProps extends WorkloadAddress {
  name: string;
  /** Id of an ended container or name of a running one; null: the running container, across redeployments. */
  container: string | null;
  /** Uuid of an additional destination; absent or null: the main one. */
  destination?: string | null;
  /** Whether the named container may still write lines. */
  isLive?: boolean;
}

/** Log of a container, followed live. After a lost connection the stream resumes after the last line. */
export function ContainerLog({
  kind,
  uuid,
  name,
  container,
  destination = null,
  isLive = container === null,
}: ContainerLogProps) {
  const procedures = useWorkloadProcedures(kind);
  const { chunks, append } = useLogLines();
  const sequence = useRef(0);
  const lines = isLive ? backlog.running : backlog.ended;
  const request = {
    ...{ uuid, lines },
    ...(container !== null && { container }),
    ...(destination !== null && { destination_uuid: destination }),
  };
  const subscription = useSubscription(
    procedures.followLogs.subscriptionOptions(request, {
      onData: ({ data: { text, stream, at } }) => {
        sequence.current += 1;
        append([{ sequence: sequence.current, text, stream, at, hidden: false, step: null }]);
      },
    }),
  );
  return (
    <>
      {subscription.error && (
        <Callout tone="bad" role="alert" title="The log could not be read">
          {readApiError(subscription.error).message}
        </Callout>
      )}
      <LogViewer
        label="Container log"
        chunks={chunks}
        fileName={`${name}.log`}
        isLive={isLive}
        empty={isLive ? 'No output yet. Lines appear as the container writes them.' : 'No output.'}
      />
    </>
  );
}
