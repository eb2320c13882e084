'use client';

import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { paths } from '../paths';
import { ButtonLink } from '../primitives/button-link';
import { cn } from '../primitives/cn';
import { useCan } from '../session/use-can';
import { useTRPC } from '../trpc';

/** Steps from an empty installation to the first deployment, shown while there is no project. */
export function GetStarted() {
  const trpc = useTRPC();
  const servers = useQuery(trpc.server.list.queryOptions({}));
  const hasServer = (servers.data?.length ?? 0) > 0;
  const canAddServer = useCan('server:create');
  const canAddProject = useCan('project:create');
  return (
    <section aria-label="Get started" className="max-w-3xl">
      <p className="mb-4 text-base text-ink-2">Three steps to an application running on its own domain.</p>
      <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
        <Step
          number={1}
          title="Add a server"
          isDone={hasServer}
          action={
            canAddServer && (
              <ButtonLink href={paths.newServer()} variant={hasServer ? 'secondary' : 'primary'}>
                Add server
              </ButtonLink>
            )
          }
        >
          Any Linux machine you can reach over SSH. Gantry checks it, installs Docker if you allow it, and
          starts a proxy.
        </Step>
        <Step
          number={2}
          title="Create a project"
          isDone={false}
          action={
            canAddProject && (
              <ButtonLink href={paths.newProject()} variant={hasServer ? 'primary' : 'secondary'}>
                New project
              </ButtonLink>
            )
          }
        >
          A project groups applications that belong together, in environments such as production and staging.
        </Step>
        <Step number={3} title="Deploy an application" isDone={false}>
          Use a Docker image, a Git repository or a Dockerfile. Follow each step; it gets traffic once it is
          healthy.
        </Step>
      </ol>
    </section>
  );
}

interface StepProps {
  number: number;
  title: string;
  isDone: boolean;
  action?: ReactNode;
  children: ReactNode;
}

function Step({ number, title, isDone, action, children }: StepProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-4 sm:px-5">
      <span
        aria-hidden
        className={cn(
          'flex size-7 shrink-0 items-center justify-center rounded-full border border-line-strong font-semibold text-ink-2 text-xs tabular-nums',
          isDone && 'border-transparent bg-ok-soft text-ok',
        )}
      >
        {isDone ? <Check className="size-4" /> : number}
      </span>
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="font-semibold text-base tracking-tight">
          {title} {isDone && <span className="font-normal text-ok text-sm">done</span>}
        </h2>
        <p className="mt-0.5 text-ink-2">{children}</p>
      </div>
      {action}
    </li>
  );
}
