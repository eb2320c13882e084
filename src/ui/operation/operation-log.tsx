'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useMemo } from 'react';
import type { LogLine } from '../log/line-buffer';
import { LogViewer } from '../log/log-viewer';
import { useLogLines } from '../log/use-log-lines';
import { type Outputs, useTRPC } from '../trpc';
import type { WorkloadKind } from '../workload/kinds';
import { useWorkloadProcedures } from '../workload/use-workload-procedures';
import type { Operation } from './operation-facts';
import { isOver } from './operation-status';

type Step = Outputs['deployment']['steps'][number];

interface OperationLogProps {
  kind: WorkloadKind;
  operation: Operation;
  steps: readonly Step[];
  /** Step to scroll to. */
  step: string | null;
}

/** Log of an operation, followed live. After a lost connection the stream resumes after the last line. */
export function OperationLog({ kind, operation, steps, step }: OperationLogProps) {
  const trpc = useTRPC();
  const { getOperation } = useWorkloadProcedures(kind);
  const queryClient = useQueryClient();
  const { chunks, append } = useLogLines();
  const { uuid, status } = operation;
  const stepsKey = trpc.deployment.steps.queryKey({ uuid });
  useSubscription(
    trpc.deployment.events.subscriptionOptions(
      { uuid },
      {
        onData: ({ data }) => {
          if (data.kind === 'log') append([lineOf(data)]);
          else if (data.kind === 'step')
            queryClient.setQueryData(stepsKey, (steps) => withStep(steps ?? [], data.step));
          else void queryClient.invalidateQueries({ queryKey: getOperation.pathKey() });
        },
      },
    ),
  );
  const sections = useMemo(
    () => new Map(steps.map(({ id, title, state }) => [id, { title, isDone: state === 'done' }])),
    [steps],
  );
  return (
    <LogViewer
      label={`${operation.title} log`}
      chunks={chunks}
      fileName={`${operation.kind}-${uuid}.log`}
      isLive={!isOver(status)}
      goTo={step}
      sections={sections}
      empty={emptyWords(status)}
    />
  );
}

function emptyWords(status: string): string {
  if (status === 'queued') return 'Queued. The log starts when a worker picks it up.';
  return isOver(status) ? 'There is no log, or it is no longer kept.' : 'No output yet.';
}

interface LogEvent {
  order: number;
  step: string;
  type: LogLine['stream'];
  output?: string;
  hidden: boolean;
  timestamp: string;
}

function lineOf({ order, step, type, output, hidden, timestamp }: LogEvent): LogLine {
  return { sequence: order, text: output ?? '', stream: type, hidden, at: timestamp, step };
}

/** Replace or add a step, keeping the order of the plan. */
function withStep(steps: readonly Step[], step: Step): Step[] {
  return [...steps.filter(({ id }) => id !== step.id), step].sort((a, b) => a.position - b.position);
}
