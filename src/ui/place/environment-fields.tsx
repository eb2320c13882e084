'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useFormContext } from 'react-hook-form';
import { SelectField } from '../forms/select-field';
import { useTRPC } from '../trpc';

/**
 * Fields for project and environment; a single choice is preselected.
 * @param project uuid of the chosen project; empty if none is chosen
 */
export function EnvironmentFields({ project }: { project: string }) {
  const trpc = useTRPC();
  const { setValue, getValues } = useFormContext();
  const projects = useQuery(trpc.project.list.queryOptions({}));
  const chosen = useQuery(trpc.project.get.queryOptions({ uuid: project }, { enabled: project !== '' }));
  const environments = project === '' ? [] : chosen.data?.environments;

  useEffect(() => {
    const first = projects.data?.[0];
    if (project === '' && first) setValue('project_uuid', first.uuid);
  }, [project, projects.data, setValue]);

  useEffect(() => {
    if (!environments) return;
    const current = getValues('environment_uuid');
    if (environments.some(({ uuid }) => uuid === current)) return;
    const first = environments.find(({ name }) => name === 'production') ?? environments[0];
    setValue('environment_uuid', first?.uuid ?? '');
  }, [environments, getValues, setValue]);

  return (
    <>
      <SelectField name="project_uuid" label="Project">
        <option value="">Choose a project</option>
        {projects.data?.map(({ uuid, name }) => (
          <option key={uuid} value={uuid}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField name="environment_uuid" label="Environment">
        <option value="">Choose an environment</option>
        {environments?.map(({ uuid, name }) => (
          <option key={uuid} value={uuid}>
            {name}
          </option>
        ))}
      </SelectField>
    </>
  );
}
