'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { encodeBase64 } from '../base64';
import { ComposeField } from '../compose/compose-field';
import { UnknownKeys } from '../compose/unknown-keys';
import { ConnectedEnvironmentSettings } from '../connected-environments/connected-environments';
import { CodeBlock } from '../feedback/code-block';
import { notify } from '../feedback/notify';
import { Form } from '../forms/form';
import { SaveBar } from '../forms/save-bar';
import { TextAreaField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { SettingsSection, SettingsSections } from '../page/section';
import { ListSkeleton } from '../primitives/skeleton';
import type { Stack } from '../resources';
import { useDenials } from '../session/use-can';
import { type Inputs, useTRPC } from '../trpc';
import { generalSettings } from '../workload/common-settings';
import type { SettingGroup } from '../workload/setting-field';
import { SettingsForm } from '../workload/settings-form';
import { TagSettings } from '../workload/tag-settings';
import { ServiceDatabases } from './service-databases';
import { useStack } from './use-stack';

type Changes = Omit<Inputs['stack']['update'], 'uuid'>;

const network: SettingGroup<keyof Changes & string> = {
  title: 'Network',
  description: 'Its components reach each other on their own network.',
  fields: [
    {
      name: 'connect_to_docker_network',
      label: 'Join the environment’s network',
      kind: 'switch',
      hint: 'Other workloads in the environment can reach a component as name-id',
    },
  ],
};

const ofService = 'Changes take effect with the next deployment; components they do not affect keep running.';
const ofRepository =
  'From the deployed commit. Change the file in its repository; the next deployment reads it.';

export function StackSettingsPage({ uuid }: { uuid: string }) {
  const denialOf = useDenials();
  const { stack, server } = useStack(uuid);
  const update = useUpdateStack(uuid);
  if (!stack) return <ListSkeleton label="settings" />;
  const locked = denialOf('service:update', stack.project_uuid);
  const isLocked = locked !== null;
  return (
    <SettingsSections locked={locked}>
      <SettingsSection
        title={generalSettings.title}
        description={generalSettings.description}
        locked={isLocked}
      >
        <SettingsForm values={stack} group={generalSettings} save={update} />
      </SettingsSection>
      {stack.docker_compose_raw !== undefined && (
        <SettingsSection
          title="Compose file"
          description={stack.is_from_repository ? ofRepository : ofService}
          locked={isLocked}
        >
          {stack.is_from_repository ? (
            <CodeBlock text={stack.docker_compose_raw || 'Not read yet.'} label="compose file" />
          ) : (
            <ComposeForm
              uuid={uuid}
              text={stack.docker_compose_raw ?? ''}
              ignoresUnknownKeys={stack.ignore_unknown_keys}
              isLocked={isLocked}
              save={update}
            />
          )}
        </SettingsSection>
      )}
      <SettingsSection
        title="Domains"
        description="One line per component, with URLs separated by commas. A port refers to the container."
        locked={isLocked}
      >
        <DomainsForm applications={stack.applications} save={update} />
      </SettingsSection>
      <SettingsSection title={network.title} description={network.description} locked={isLocked}>
        <SettingsForm values={stack} group={network} save={update} />
      </SettingsSection>
      <ConnectedEnvironmentSettings kind="stack" workload={stack} locked={isLocked} />
      <TagSettings kind="stack" uuid={uuid} locked={isLocked} />
      <UnknownKeys values={stack} isLocked={isLocked} save={update} />
      <ServiceDatabases stack={stack} server={server} isLocked={isLocked} />
    </SettingsSections>
  );
}

interface Saving {
  save: (changes: Changes) => Promise<void>;
}

function ComposeForm({
  uuid,
  text,
  ignoresUnknownKeys,
  isLocked,
  save,
}: Saving & { uuid: string; text: string; ignoresUnknownKeys: boolean; isLocked: boolean }) {
  const form = useServerForm<{ docker_compose_raw: string }>({
    defaultValues: { docker_compose_raw: text },
    send: async (values, { reset }) => {
      await save({ docker_compose_raw: encodeBase64(values.docker_compose_raw) });
      reset(values);
    },
  });
  return (
    <Form of={form} label="Compose file">
      <ComposeField
        name="docker_compose_raw"
        service={uuid}
        saved={text}
        ignoresUnknownKeys={ignoresUnknownKeys}
        isLocked={isLocked}
      />
      <SaveBar />
    </Form>
  );
}

function DomainsForm({ applications, save }: Saving & { applications: Stack['applications'] }) {
  const form = useServerForm<{ urls: string }>({
    defaultValues: { urls: applications.map(({ name, fqdn }) => `${name}: ${fqdn ?? ''}`).join('\n') },
    send: async (values, { reset }) => {
      const urls = values.urls.split('\n').flatMap((line) => {
        const [name = '', ...rest] = line.split(':');
        return name.trim() === '' ? [] : [{ name: name.trim(), url: rest.join(':').trim() || null }];
      });
      await save({ urls });
      reset(values);
    },
  });
  return (
    <Form of={form} label="Domains">
      <TextAreaField
        name="urls"
        label="Domains"
        mono
        rows={Math.max(2, applications.length)}
        spellCheck={false}
      />
      <SaveBar />
    </Form>
  );
}

/** Save some settings of a service and show the new state. Rejects with the server's reasons. */
function useUpdateStack(uuid: string): (changes: Changes) => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const update = useMutation(trpc.stack.update.mutationOptions());
  return async (changes) => {
    await update.mutateAsync({ uuid, ...changes });
    await queryClient.invalidateQueries({ queryKey: trpc.stack.pathKey() });
    notify.success('Saved');
  };
}
