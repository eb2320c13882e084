'use client';

import { useQuery } from '@tanstack/react-query';
import { SelectField } from '../forms/select-field';
import { useTRPC } from '../trpc';

/** Select for the GitLab app that receives the pushes of a repository; nothing if there are no apps. */
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
