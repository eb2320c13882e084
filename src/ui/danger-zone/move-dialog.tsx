'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { notify } from '../feedback/notify';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { useServerForm } from '../forms/use-server-form';
import { EnvironmentFields } from '../place/environment-fields';
import { Callout } from '../primitives/callout';
import { Dialog } from '../primitives/dialog';
import { type WorkloadKind, workloadKinds } from '../workload/kinds';
import { useWorkloadProcedures } from '../workload/use-workload-procedures';
import type { PlacedWorkload } from './placed-workload';

interface MoveDialogProps {
  kind: WorkloadKind;
  workload: PlacedWorkload;
  onOpenChange: (open: boolean) => void;
}

/** Dialog that asks to which environment to move a workload. */
export function MoveDialog({ kind, workload, onOpenChange }: MoveDialogProps) {
  const queryClient = useQueryClient();
  const { noun, nextVersion } = workloadKinds[kind];
  const move = useMutation(useWorkloadProcedures(kind).move.mutationOptions());
  const { project_uuid, environment_uuid, uuid, name } = workload;
  const form = useServerForm({
    defaultValues: { project_uuid, environment_uuid },
    send: async (values) => {
      await move.mutateAsync({ uuid, environment_uuid: values.environment_uuid });
      // The page header, lists and the navigation all show where the workload is.
      await queryClient.invalidateQueries();
      notify.success('Moved');
      onOpenChange(false);
    },
  });
  const values = form.form.watch();
  const isSame = values.environment_uuid === environment_uuid || values.environment_uuid === '';
  return (
    <Dialog open onOpenChange={onOpenChange} title={`Move ${name}`}>
      <Form of={form} label={`Move ${noun}`}>
        <div className="grid gap-4 sm:grid-cols-2">
          <EnvironmentFields project={values.project_uuid} />
        </div>
        <Callout title="Its networks change with its next start">
          It keeps running and keeps its server, data and URL. From the next {nextVersion} it can reach
          workloads in the new environment, and no longer those in {workload.environment_name}. Members who
          can see the new project can see it.
        </Callout>
        <DialogFormActions
          onCancel={() => onOpenChange(false)}
          denied={isSame ? 'Choose another environment.' : null}
        >
          Move {noun}
        </DialogFormActions>
      </Form>
    </Dialog>
  );
}
