'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useMemo } from 'react';
import type { LogLine } from '../log/line-buffer';
import { LogViewer } from '../log/log-viewer';
import { useLogLines } from '../log/use-log-lines';
import { type Outputs, useTRPC } from '../trpc';
import type { Deployment } from './deployment-facts';
import { isOver } from './deployment-status';

type Step = Outputs['deployment']['steps'][number];

interface DeploymentLogProps {
  deployment: Deployment;
  steps: readonly Step[];
  /** Step to scroll to. */
  step: string | null;
}

/** All lines so far, then each new one as it is written; after a lost connection the stream resumes after the last. */
export function DeploymentLog({ deployment, steps, step }: DeploymentLogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { chunks, append } = useLogLines();
  const uuid = deployment.deployment_uuid;
  const stepsKey = trpc.deployment.steps.queryKey({ uuid });
  useSubscription(
    trpc.deployment.events.subscriptionOptions(
      { uuid },
      {
        onData: ({ data }) => {
          if (data.kind === 'log') append([lineOf(data)]);
          else if (data.kind === 'step')
            queryClient.setQueryData(stepsKey, (steps) => withStep(steps ?? [], data.step));
          else void queryClient.invalidateQueries({ queryKey: trpc.deployment.get.pathKey() });
        },
      },
    ),
  );
  const titles = useMemo(() => new Map(steps.map(({ id, title }) => [id, title])), [steps]);
  const target = useMemo(
    () =>
      step === null
        ? null
        : (chunks.flatMap(({ lines }) => lines).find((line) => line.step === step)?.sequence ?? null),
    [step, chunks],
  );
  return (
    <LogViewer
      label="Deployment log"
      chunks={chunks}
      fileName={`deployment-${uuid}.log`}
      isLive={!isOver(deployment.status)}
      goTo={target}
      titles={titles}
      empty={emptyWords(deployment.status)}
    />
  );
}

function emptyWords(status: string): string {
  if (status === 'queued') return 'Queued: the log begins when a worker takes it.';
  return isOver(status) ? 'It wrote no log, or the log is no longer kept.' : 'No output yet.';
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

/** The steps with this one as it is now, in the order of the plan. */
function withStep(steps: readonly Step[], step: Step): Step[] {
  return [...steps.filter(({ id }) => id !== step.id), step].sort((a, b) => a.position - b.position);
}
