'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTRPC } from '../trpc';
import { DependentApplications } from './dependent-applications';
import type { GithubApp } from './github-app-row';

interface ApplicationsOfGithubAppProps {
  app: GithubApp;
  /** Effect on these applications. */
  children: ReactNode;
}

/** Applications that use a GitHub App; nothing if there are none. */
export function ApplicationsOfGithubApp({ app, children }: ApplicationsOfGithubAppProps) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.githubApp.applications.queryOptions({ github_app_id: app.uuid }));
  return (
    <DependentApplications applications={data?.applications} source="app">
      {children}
    </DependentApplications>
  );
}
