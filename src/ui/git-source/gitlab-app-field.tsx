'use client';

import { useQuery } from '@tanstack/react-query';
import { SelectField } from '../forms/select-field';
import { useTRPC } from '../trpc';

/** The choice of the GitLab app that hears the pushes of a repository; nothing where there is none. */
export function GitlabAppField() {
  const trpc = useTRPC();
  const apps = useQuery(trpc.gitlabApp.list.queryOptions({}));
  if (!apps.data?.length) return null;
  return (
    <SelectField name="gitlab_app_uuid" label="GitLab app" optional>
      <option value="">None: use a separate webhook</option>
      {apps.data.map(({ uuid, name, html_url }) => (
        <option key={uuid} value={uuid}>
          {name} ({html_url})
        </option>
      ))}
    </SelectField>
  );
}
