'use client';

import { notify } from '../feedback/notify';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { useServerForm } from '../forms/use-server-form';
import { EnvironmentFields } from '../place/environment-fields';
import { Callout } from '../primitives/callout';
import { Dialog } from '../primitives/dialog';
import type { ConnectedEnvironments } from './use-connected-environments';

interface ConnectEnvironmentDialogProps {
  noun: string;
  /** uuid of the project that is preselected. */
  project: string;
  /** uuids of environments that cannot be chosen: its own, and those that it is connected to. */
  taken: readonly string[];
  connect: ConnectedEnvironments['connect'];
  onOpenChange: (open: boolean) => void;
}

/** Dialog that asks to which further environment to connect a workload. */
export function ConnectEnvironmentDialog(props: ConnectEnvironmentDialogProps) {
  const { noun, project, taken, connect, onOpenChange } = props;
  const form = useServerForm({
    defaultValues: { project_uuid: project, environment_uuid: '' },
    send: async ({ environment_uuid }) => {
      await connect(environment_uuid);
      notify.success('Connected');
      onOpenChange(false);
    },
  });
  const values = form.form.watch();
  const isChosen = values.environment_uuid !== '' && !taken.includes(values.environment_uuid);
  return (
    <Dialog open onOpenChange={onOpenChange} title="Connect to an environment">
      <Form of={form} label="Connect to an environment">
        <div className="grid gap-4 sm:grid-cols-2">
          <EnvironmentFields project={values.project_uuid} />
        </div>
        <Callout title="Both sides reach each other">
          Everything in that environment can reach this {noun} by its id, and the other way round. Nothing
          restarts. Previews are not connected.
        </Callout>
        <DialogFormActions
          onCancel={() => onOpenChange(false)}
          denied={isChosen ? null : 'Choose an environment that it is not in and not connected to.'}
        >
          Connect
        </DialogFormActions>
      </Form>
    </Dialog>
  );
}
