'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { paths } from '../paths';
import { Callout } from '../primitives/callout';
import { Link } from '../primitives/link';
import { useTRPC } from '../trpc';
import type { GithubApp } from './github-app-row';

interface DependentApplicationsProps {
  app: GithubApp;
  /** Effect on these applications. */
  children: ReactNode;
}

/** Applications that use a GitHub App; nothing if there are none. */
export function DependentApplications({ app, children }: DependentApplicationsProps) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.githubApp.applications.queryOptions({ github_app_id: app.uuid }));
  const applications = data?.applications ?? [];
  if (applications.length === 0) return null;
  const count = applications.length === 1 ? '1 application uses' : `${applications.length} applications use`;
  return (
    <Callout tone="warn" title={`${count} this app`}>
      <ul className="flex flex-wrap gap-x-3">
        {applications.map(({ uuid, name }) => (
          <li key={uuid}>
            <Link href={paths.application(uuid)} className="underline">
              {name}
            </Link>
          </li>
        ))}
      </ul>
      <p className="mt-1">{children}</p>
    </Callout>
  );
}
