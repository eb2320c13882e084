'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { z } from 'zod';
import { description } from '../../domain/input/description';
import { displayName } from '../../domain/input/display-name';
import { contentsRefusal } from '../environment/contents-refusal';
import { EnvironmentSettings } from '../environment/environment-settings';
import { DangerAction } from '../feedback/danger-action';
import { notify } from '../feedback/notify';
import { changedValues } from '../forms/changed-values';
import { Form } from '../forms/form';
import { SaveBar } from '../forms/save-bar';
import { TextAreaField, TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { SettingsSection, SettingsSections } from '../page/section';
import { paths } from '../paths';
import type { Project } from '../resources';
import { useDenial } from '../session/use-can';
import { SharedVariablesList } from '../shared-variables/shared-variables-list';
import { useTRPC } from '../trpc';
import { ProjectFrame } from './project-frame';

const schema = z.object({ name: displayName, description });

export function ProjectSettingsPage({ uuid }: { uuid: string }) {
  const locked = useDenial('project:update', uuid);
  return (
    <ProjectFrame uuid={uuid}>
      {(project) => (
        <SettingsSections locked={locked}>
          <SettingsSection title="General" locked={locked !== null}>
            <ProjectForm project={project} />
          </SettingsSection>
          <SettingsSection
            title="Environments"
            description="Group applications and databases by purpose, such as production and staging."
          >
            <EnvironmentSettings project={project} />
          </SettingsSection>
          <SettingsSection
            title="Shared variables"
            description="Available to the variables of all workloads in this project."
          >
            <SharedVariablesList owner={{ kind: 'project', uuid }} project={uuid} />
          </SettingsSection>
          <SettingsSection title="Danger zone">
            <DeleteProject project={project} />
          </SettingsSection>
        </SettingsSections>
      )}
    </ProjectFrame>
  );
}

function ProjectForm({ project }: { project: Project }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const update = useMutation(trpc.project.update.mutationOptions());
  const form = useServerForm({
    schema,
    defaultValues: { name: project.name, description: project.description ?? '' },
    send: async (values, { formState, reset }) => {
      const { name, description } = changedValues(values, formState.dirtyFields);
      await update.mutateAsync({ uuid: project.uuid, ...(name ? { name } : {}), description });
      reset(values);
      await queryClient.invalidateQueries({ queryKey: trpc.project.pathKey() });
      notify.success('Project saved');
    },
  });
  return (
    <Form of={form} label="Project">
      <TextField name="name" label="Name" />
      <TextAreaField name="description" label="Description" optional rows={2} />
      <SaveBar />
    </Form>
  );
}

function DeleteProject({ project }: { project: Project }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const remove = useMutation(trpc.project.delete.mutationOptions());
  const denial = useDenial('project:delete', project.uuid);
  const resources = useQuery(trpc.resource.list.queryOptions({}));
  return (
    <DangerAction
      title="Delete this project"
      label="Delete project"
      typeToConfirm={project.name}
      blockedBy={denial ?? contentsRefusal(resources.data, project.environments)}
      consequences={
        <p>
          Removes <strong>{project.name}</strong> and its {project.environments.length} environments. They are
          empty, so nothing changes on your servers.
        </p>
      }
      onConfirm={async () => {
        await remove.mutateAsync({ uuid: project.uuid });
        await queryClient.invalidateQueries({ queryKey: trpc.project.list.pathKey() });
        router.push(paths.projects());
      }}
    />
  );
}
