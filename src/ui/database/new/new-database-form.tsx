'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { databaseEngines } from '../../../domain/database/engines';
import { Form } from '../../forms/form';
import { SwitchField } from '../../forms/switch-field';
import { TextField } from '../../forms/text-field';
import { UnsavedGuard } from '../../forms/unsaved-guard';
import { useServerForm } from '../../forms/use-server-form';
import { paths } from '../../paths';
import { PlaceFields } from '../../place/place-fields';
import { Button } from '../../primitives/button';
import { ButtonLink } from '../../primitives/button-link';
import { Callout } from '../../primitives/callout';
import { Disclosure } from '../../primitives/disclosure';
import { useCan } from '../../session/use-can';
import type { Outputs } from '../../trpc';
import { EngineField } from '../engine-field';
import { accountRoles, engineFields } from '../engine-fields';
import { isTooLittle, memorySize } from '../memory-size';
import { EngineCards } from './engine-cards';
import {
  createDatabaseRequest,
  defaultImage,
  emptyDatabase,
  type NewDatabase,
  newDatabaseSchema,
} from './new-database-values';
import { useCreateDatabase } from './use-create-database';

export function NewDatabaseForm({ servers }: { servers: Outputs['server']['list'] }) {
  const search = useSearchParams();
  const router = useRouter();
  const create = useCreateDatabase();
  const firstServer = servers.find(({ state }) => state === 'usable') ?? servers[0];
  const form = useServerForm<NewDatabase>({
    schema: newDatabaseSchema,
    defaultValues: emptyDatabase({
      project: search.get('project') ?? '',
      environment: search.get('environment') ?? '',
      server: search.get('server') ?? firstServer?.uuid ?? '',
    }),
    send: async (values) => {
      const { uuid } = await create(
        values.engine,
        createDatabaseRequest({ ...values, instant_deploy: canStart && values.instant_deploy }),
      );
      router.push(paths.database(uuid));
    },
  });
  const { engine, project_uuid, limits_memory, instant_deploy } = form.form.watch();
  const canStart = useCan('database:deploy', project_uuid);
  const { label, memoryMegabytes } = databaseEngines[engine];
  const fields = engineFields(engine);
  const account = fields.filter(({ role }) => accountRoles.has(role));
  const advanced = fields.filter(({ role }) => !accountRoles.has(role));
  return (
    <Form of={form} label="New database" className="space-y-8">
      <UnsavedGuard />
      <section aria-label="Engine">
        <EngineCards />
      </section>
      <section aria-label="Place" className="border-line border-t pt-6">
        <PlaceFields servers={servers} project={project_uuid} />
      </section>
      <section aria-label="Database" className="grid gap-4 border-line border-t pt-6 sm:grid-cols-2">
        <TextField name="name" label="Name" optional placeholder="Generated" />
        <TextField
          name="limits_memory"
          label="Memory limit"
          optional
          mono
          placeholder="512m"
          hint={`${label} needs about ${memorySize(memoryMegabytes)} when idle, and more with data. If empty, no limit.`}
        />
        {isTooLittle(limits_memory, memoryMegabytes) && (
          <div className="sm:col-span-2">
            <Callout tone="warn" role="status" title="This limit is too low">
              {label} uses about {memorySize(memoryMegabytes)} before it holds any data. With a lower limit,
              the server keeps killing it.
            </Callout>
          </div>
        )}
        {account.map((field) => (
          <EngineField key={field.name} field={field} isNew />
        ))}
        <div className="sm:col-span-2">
          <SwitchField
            name="enable_ssl"
            label="Encrypt connections"
            hint="With a certificate from the server’s own certificate authority, which clients can download later"
          />
        </div>
      </section>
      <Disclosure title="Image and configuration" detail={defaultImage(engine)}>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            name="image"
            label="Image"
            optional
            mono
            className="sm:col-span-2"
            placeholder={defaultImage(engine)}
            hint={`Any image compatible with the official ${label} image.`}
          />
          {advanced.map((field) => (
            <EngineField key={field.name} field={field} isNew />
          ))}
        </div>
      </Disclosure>
      <div className="flex flex-wrap items-center justify-between gap-4 border-line border-t pt-4">
        <SwitchField name="instant_deploy" label="Start immediately" disabled={!canStart} />
        <div className="flex gap-2">
          <ButtonLink href={project_uuid ? paths.project(project_uuid) : paths.projects()}>Cancel</ButtonLink>
          <Button type="submit" variant="primary" busy={form.form.formState.isSubmitting}>
            {canStart && instant_deploy ? 'Create and start' : 'Create database'}
          </Button>
        </div>
      </div>
    </Form>
  );
}
