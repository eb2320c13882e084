'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { z } from 'zod';
import { displayName } from '../../domain/input/display-name';
import { notify } from '../feedback/notify';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { SelectField } from '../forms/select-field';
import { SwitchField } from '../forms/switch-field';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { PlaceFields } from '../place/place-fields';
import { Callout } from '../primitives/callout';
import { Dialog } from '../primitives/dialog';
import { useCan } from '../session/use-can';
import { useTRPC } from '../trpc';
import { type WorkloadKind, workloadKinds } from '../workload/kinds';
import { useWorkloadProcedures } from '../workload/use-workload-procedures';
import type { PlacedWorkload } from './placed-workload';

interface CloneDialogProps {
  kind: WorkloadKind;
  workload: PlacedWorkload;
  onOpenChange: (open: boolean) => void;
}

const schema = z.object({
  name: displayName,
  project_uuid: z.string(),
  environment_uuid: z.string().min(1, 'Choose an environment.'),
  server_uuid: z.string(),
  destination_uuid: z.string(),
  clone_volumes: z.boolean(),
});

/** Dialog that asks where to create a clone, and what to copy into it. */
export function CloneDialog({ kind, workload, onOpenChange }: CloneDialogProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { noun, cloned, notCloned, clonesData, path, resource } = workloadKinds[kind];
  const { uuid, project_uuid, environment_uuid, server_uuid, destination_uuid } = workload;
  const clone = useMutation(useWorkloadProcedures(kind).clone.mutationOptions());
  const servers = useQuery(trpc.server.list.queryOptions({}));
  const form = useServerForm<z.infer<typeof schema>>({
    schema,
    defaultValues: {
      name: `Clone of ${workload.name}`.slice(0, 255),
      ...{ project_uuid, environment_uuid, server_uuid, destination_uuid },
      clone_volumes: false,
    },
    taken: 'name',
    send: async (values) => {
      const made = await clone.mutateAsync({
        uuid,
        name: values.name,
        environment_uuid: values.environment_uuid,
        destination_uuid: destination ?? values.destination_uuid,
        clone_volumes: canCopyData && values.clone_volumes,
      });
      await queryClient.invalidateQueries({ queryKey: trpc.environment.pathKey() });
      notify.success('Cloned');
      router.push(path(made.uuid));
    },
  });
  const values = form.form.watch();
  const destinations = useQuery(
    trpc.destination.listOnServer.queryOptions({ server_uuid: values.server_uuid }),
  ).data;
  // The selected destination may belong to the previously selected server.
  const destination = (
    destinations?.find((each) => each.uuid === values.destination_uuid) ?? destinations?.[0]
  )?.uuid;
  const mayStart = useCan(`${resource}:deploy`, values.project_uuid);
  const canCopyData = clonesData && mayStart && values.server_uuid === server_uuid;
  return (
    <Dialog open onOpenChange={onOpenChange} title={`Clone ${workload.name}`} wide>
      <Form of={form} label={`Clone ${noun}`}>
        <TextField name="name" label="Name" />
        <PlaceFields servers={servers.data ?? []} project={values.project_uuid} />
        {destinations && destinations.length > 1 && (
          <SelectField name="destination_uuid" label="Destination">
            {destinations.map((each) => (
              <option key={each.uuid} value={each.uuid}>
                {each.name}
              </option>
            ))}
          </SelectField>
        )}
        {canCopyData && (
          <SwitchField
            name="clone_volumes"
            label="Copy the data"
            hint="With a dump if the engine can dump everything; otherwise this database is stopped while its volumes are copied. The clone then starts"
          />
        )}
        <Callout title={`The clone gets ${cloned}`}>
          {notCloned}
          {clonesData && values.server_uuid !== server_uuid && ' Data can only be copied within one server.'}
        </Callout>
        <DialogFormActions
          onCancel={() => onOpenChange(false)}
          denied={destinations?.length === 0 ? 'This server has no destination.' : null}
        >
          Clone {noun}
        </DialogFormActions>
      </Form>
    </Dialog>
  );
}
