'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { encodeBase64 } from '../base64';
import { Form } from '../forms/form';
import { SwitchField } from '../forms/switch-field';
import { TextAreaField, TextField } from '../forms/text-field';
import { UnsavedGuard } from '../forms/unsaved-guard';
import { useServerForm } from '../forms/use-server-form';
import { paths } from '../paths';
import { Button } from '../primitives/button';
import { ButtonLink } from '../primitives/button-link';
import { useCan } from '../session/use-can';
import { type Outputs, useTRPC } from '../trpc';
import { NewWorkloadPage } from '../workload/new-workload-page';
import { PlaceFields } from '../workload/place-fields';

interface NewStack {
  name: string;
  docker_compose_raw: string;
  project_uuid: string;
  environment_uuid: string;
  server_uuid: string;
  instant_deploy: boolean;
}

const example = 'services:\n  web:\n    image: nginx:alpine\n    environment:\n      - SERVICE_URL_WEB_80\n';

export function NewStackPage() {
  return <NewWorkloadPage kind="stack">{(servers) => <NewStackForm servers={servers} />}</NewWorkloadPage>;
}

function NewStackForm({ servers }: { servers: Outputs['server']['list'] }) {
  const search = useSearchParams();
  const router = useRouter();
  const trpc = useTRPC();
  const create = useMutation(trpc.stack.create.mutationOptions());
  const firstServer = servers.find(({ state }) => state === 'usable') ?? servers[0];
  const form = useServerForm<NewStack>({
    defaultValues: {
      name: '',
      docker_compose_raw: '',
      project_uuid: search.get('project') ?? '',
      environment_uuid: search.get('environment') ?? '',
      server_uuid: search.get('server') ?? firstServer?.uuid ?? '',
      instant_deploy: true,
    },
    send: async ({ name, docker_compose_raw: text, instant_deploy, ...place }) => {
      const { uuid } = await create.mutateAsync({
        ...place,
        ...(name.trim() !== '' && { name: name.trim() }),
        docker_compose_raw: encodeBase64(text),
        instant_deploy: canStart && instant_deploy,
      });
      router.push(paths.stack(uuid));
    },
  });
  const { project_uuid, instant_deploy } = form.form.watch();
  const canStart = useCan('service:deploy', project_uuid);
  return (
    <Form of={form} label="New service" className="space-y-8">
      <UnsavedGuard />
      <section aria-label="Compose file" className="space-y-4">
        <TextField name="name" label="Name" optional placeholder="Chosen for you" />
        <TextAreaField
          name="docker_compose_raw"
          label="Compose file"
          mono
          rows={20}
          spellCheck={false}
          placeholder={example}
          hint="Each of its services becomes a component with health checks, a log and a way back. SERVICE_URL_WEB_80 gives web a domain that leads to port 80; SERVICE_PASSWORD_NAME is generated."
        />
      </section>
      <section aria-label="Place" className="border-line border-t pt-6">
        <PlaceFields servers={servers} project={project_uuid} />
      </section>
      <div className="flex flex-wrap items-center justify-between gap-4 border-line border-t pt-4">
        <SwitchField name="instant_deploy" label="Start at once" disabled={!canStart} />
        <div className="flex gap-2">
          <ButtonLink href={project_uuid ? paths.project(project_uuid) : paths.projects()}>Cancel</ButtonLink>
          <Button type="submit" variant="primary" busy={form.form.formState.isSubmitting}>
            {canStart && instant_deploy ? 'Create and start' : 'Create service'}
          </Button>
        </div>
      </div>
    </Form>
  );
}
