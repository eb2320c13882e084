'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { notify } from '../feedback/notify';
import { reportFailure } from '../feedback/report-failure';
import { Button } from '../primitives/button';
import { Callout } from '../primitives/callout';
import type { Stack } from '../resources';
import { useDenials } from '../session/use-can';
import { useTRPC } from '../trpc';

const UpdateDialog = dynamic(() => import('./update-dialog').then((module) => module.UpdateDialog));

/** Notice that the template of a service has a newer version, or that an update can be reverted. */
export function TemplateUpdate({ stack }: { stack: Stack }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const denialOf = useDenials();
  const [isShown, setShown] = useState(false);
  const { uuid, service_type: type } = stack;
  const update = useQuery({ ...trpc.stack.templateUpdate.queryOptions({ uuid }), enabled: type !== null });
  const rollBack = useMutation(
    trpc.stack.rollBackTemplateUpdate.mutationOptions({
      async onSuccess({ message }) {
        notify.success(message);
        await queryClient.invalidateQueries({ queryKey: trpc.stack.pathKey() });
      },
      onError: reportFailure,
    }),
  );
  const denied = denialOf('service:update', stack.project_uuid);
  const found = update.data;
  if (!found || (found.status !== 'available' && !found.can_roll_back)) return null;
  return (
    <>
      {found.status === 'available' ? (
        <Callout
          tone="busy"
          title="A template update is available"
          action={
            <Button size="sm" variant="primary" onClick={() => setShown(true)}>
              Review update
            </Button>
          }
        >
          Your changes to the compose file, the variables and the domains are kept.
        </Callout>
      ) : (
        <Callout
          title="Updated from its template"
          action={
            <Button
              size="sm"
              denied={denied}
              busy={rollBack.isPending}
              onClick={() => rollBack.mutate({ uuid, instant_deploy: stack.status !== 'exited' })}
            >
              Undo update
            </Button>
          }
        >
          The previous compose file is kept. Undoing the update deploys it.
        </Callout>
      )}
      {isShown && <UpdateDialog uuid={uuid} denied={denied} onClose={() => setShown(false)} />}
    </>
  );
}
