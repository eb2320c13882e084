'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useFormContext } from 'react-hook-form';
import { readApiError } from '../api-error';
import { SelectField } from '../forms/select-field';
import { paths } from '../paths';
import { Callout } from '../primitives/callout';
import { Link } from '../primitives/link';
import { useTRPC } from '../trpc';

/** Fields for a GitHub App, a repository that it can access, and a branch. */
export function RepositoryFields() {
  const trpc = useTRPC();
  const { watch, setValue } = useFormContext();
  const app: string = watch('github_app_uuid');
  const repository: string = watch('git_repository');
  const apps = useQuery(trpc.githubApp.list.queryOptions({}));
  const repositories = useQuery(
    trpc.githubApp.repositories.queryOptions({ github_app_id: app }, { enabled: app !== '' }),
  );
  const known = repositories.data?.repositories ?? [];
  const [owner = '', repo = ''] = repository.split('/');
  const branches = useQuery(
    trpc.githubApp.branches.queryOptions(
      { github_app_id: app, owner, repo },
      { enabled: known.some(({ full_name }) => full_name === repository) },
    ),
  );
  const names = branches.data?.branches.map(({ name }) => name);
  const usual = known.find(({ full_name }) => full_name === repository)?.default_branch;
  const branch: string = watch('git_branch');
  // If no option has the value, a select displays its first option, but the form would send the value.
  const wanted =
    names && !names.includes(branch) ? (names.find((name) => name === usual) ?? names[0]) : undefined;
  useEffect(() => {
    if (wanted !== undefined) setValue('git_branch', wanted);
  }, [wanted, setValue]);
  const isUnknown =
    repositories.data !== undefined &&
    repository !== '' &&
    known.every(({ full_name }) => full_name !== repository);
  useEffect(() => {
    if (isUnknown) setValue('git_repository', '');
  }, [isUnknown, setValue]);
  const error = repositories.error ?? branches.error;
  if (apps.data?.length === 0)
    return (
      <p className="text-ink-2">
        There is no GitHub App yet. <Link href={paths.sources()}>Add one</Link> first.
      </p>
    );
  return (
    <>
      <SelectField name="github_app_uuid" label="GitHub App">
        <option value="">{apps.isPending ? 'Loading…' : 'Choose a GitHub App'}</option>
        {apps.data?.map(({ uuid, name }) => (
          <option key={uuid} value={uuid}>
            {name}
          </option>
        ))}
      </SelectField>
      {error && (
        <Callout tone="bad" title="GitHub does not list it">
          {readApiError(error).message}
        </Callout>
      )}
      {repositories.data?.unread.map(({ account, reason }) => (
        <Callout key={account} tone="warn" title={`The repositories of ${account} are not listed`}>
          {reason}
        </Callout>
      ))}
      {repositories.data?.is_complete === false && (
        <Callout tone="warn" title="GitHub has more repositories than are listed here">
          To use another one, let the installation access only the repositories that Gantry deploys, or create
          the application by the API or the command line, which take the name of any repository.
        </Callout>
      )}
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_12rem]">
        <SelectField name="git_repository" label="Repository" disabled={app === ''}>
          <option value="">{repositories.isFetching ? 'Loading…' : 'Choose a repository'}</option>
          {accountsOf(known).map((account) => (
            <optgroup key={account} label={account}>
              {known
                .filter(({ full_name }) => full_name.startsWith(`${account}/`))
                .map(({ id, full_name }) => (
                  <option key={id} value={full_name}>
                    {full_name}
                  </option>
                ))}
            </optgroup>
          ))}
        </SelectField>
        <SelectField name="git_branch" label="Branch" disabled={!branches.data}>
          {names?.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          )) ?? <option value="main">main</option>}
        </SelectField>
      </div>
    </>
  );
}

function accountsOf(repositories: readonly { full_name: string }[]): string[] {
  return [...new Set(repositories.map(({ full_name }) => full_name.split('/')[0] ?? ''))];
}
