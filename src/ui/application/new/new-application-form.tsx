'use client';

import { Box, FileCode, GitBranch, KeyRound, Webhook } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { ChoiceField } from '../../forms/choice-field';
import { Form } from '../../forms/form';
import { SwitchField } from '../../forms/switch-field';
import { TextField } from '../../forms/text-field';
import { UnsavedGuard } from '../../forms/unsaved-guard';
import { useServerForm } from '../../forms/use-server-form';
import { paths } from '../../paths';
import { PlaceFields } from '../../place/place-fields';
import { Button } from '../../primitives/button';
import { ButtonLink } from '../../primitives/button-link';
import type { Outputs } from '../../trpc';
import { isComposed, type NewApplication, newApplicationSchema } from './new-application-schema';
import { SourceFields } from './source-fields';
import { useCreateApplication } from './use-create-application';

const choices = [
  { value: 'image', title: 'Docker image', text: 'Pulled from a registry', icon: Box },
  { value: 'public', title: 'Public repository', text: 'Built from Git over https', icon: GitBranch },
  {
    value: 'github-app',
    title: 'GitHub App',
    text: 'Private repository, deployed on every push',
    icon: Webhook,
  },
  {
    value: 'deploy-key',
    title: 'Private repository',
    text: 'Built from Git over SSH, with a deploy key',
    icon: KeyRound,
  },
  { value: 'dockerfile', title: 'Dockerfile', text: 'Written here, without a repository', icon: FileCode },
];

export function NewApplicationForm({ servers }: { servers: Outputs['server']['list'] }) {
  const search = useSearchParams();
  const router = useRouter();
  const create = useCreateApplication();
  const firstServer = servers.find(({ state }) => state === 'usable') ?? servers[0];
  const form = useServerForm<NewApplication>({
    schema: newApplicationSchema,
    aliases: { docker_registry_image_name: 'image', docker_registry_image_tag: 'image' },
    defaultValues: {
      source: 'image',
      image: '',
      git_repository: '',
      git_branch: 'main',
      private_key_uuid: '',
      github_app_uuid: '',
      gitlab_app_uuid: '',
      build_pack: 'dockerfile',
      base_directory: '/',
      docker_compose_location: '/docker-compose.yaml',
      dockerfile: '',
      name: '',
      project_uuid: search.get('project') ?? '',
      environment_uuid: search.get('environment') ?? '',
      server_uuid: search.get('server') ?? firstServer?.uuid ?? '',
      domains: '',
      ports_exposes: '',
      instant_deploy: true,
    },
    send: async (values) => {
      const { uuid, deployment } = await create(values);
      router.push(deployment ? paths.deployment(uuid, deployment) : paths.application(uuid));
    },
  });
  const values = form.form.watch();
  return (
    <Form of={form} label="New application" className="space-y-8">
      <UnsavedGuard />
      <section aria-label="Source" className="space-y-4">
        <ChoiceField name="source" label="Source" choices={choices} />
        <SourceFields source={values.source} />
      </section>
      <section aria-label="Place" className="space-y-4 border-line border-t pt-6">
        <PlaceFields servers={servers} project={values.project_uuid} />
      </section>
      <section
        aria-label="Address"
        className="grid gap-4 border-line border-t pt-6 sm:grid-cols-[minmax(0,1fr)_10rem]"
      >
        <TextField name="name" label="Name" optional placeholder="Generated from the source" />
        {isComposed(values) ? (
          <p className="text-ink-2 text-sm sm:col-span-2">
            Ports and domains belong to the services of the compose file. They appear with the components
            after the first deployment.
          </p>
        ) : (
          <AddressFields />
        )}
      </section>
      <div className="flex flex-wrap items-center justify-between gap-4 border-line border-t pt-4">
        <SwitchField name="instant_deploy" label="Deploy immediately" />
        <div className="flex gap-2">
          <ButtonLink href={values.project_uuid ? paths.project(values.project_uuid) : paths.projects()}>
            Cancel
          </ButtonLink>
          <Button type="submit" variant="primary" busy={form.form.formState.isSubmitting}>
            {values.instant_deploy ? 'Create and deploy' : 'Create application'}
          </Button>
        </div>
      </div>
    </Form>
  );
}

function AddressFields() {
  return (
    <>
      <TextField
        name="ports_exposes"
        label="Port"
        optional
        mono
        inputMode="numeric"
        placeholder="3000"
        hint="Port the application listens on"
      />
      <TextField
        name="domains"
        label="Domain"
        optional
        mono
        className="sm:col-span-2"
        placeholder="https://app.example.com"
        hint="Its DNS must point to the server. https:// gets a certificate; http:// is served without encryption."
      />
    </>
  );
}
