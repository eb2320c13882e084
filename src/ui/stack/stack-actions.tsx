'use client';

import { CirclePlay, Rocket, RotateCw, Square } from 'lucide-react';
import { useState } from 'react';
import { type WorkloadAction, workloadOffers } from '../../domain/states';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { Button } from '../primitives/button';
import type { Server, Stack } from '../resources';
import { canDeployTo } from '../server/can-deploy-to';
import { useDenials } from '../session/use-can';
import { useStackActions } from './use-stack-actions';

/** Action buttons, disabled by the table of legal moves (domain/states.ts) when the action is not possible now. */
export function StackActions({ stack, server }: { stack: Stack; server: Server | undefined }) {
  const actions = useStackActions(stack.uuid);
  const [asking, setAsking] = useState<'stop' | 'restart' | null>(null);
  const denialOf = useDenials();
  const state = { status: stack.status, isDeleting: stack.deleted_at !== null };
  const offers = (action: WorkloadAction) => workloadOffers(action, state);
  const project = stack.project_uuid;
  if (offers('start'))
    return (
      <Button
        variant="primary"
        disabled={!canDeployTo(server)}
        denied={denialOf('service:start', project)}
        busy={actions.isBusy}
        onClick={actions.start}
      >
        {!actions.isBusy && <CirclePlay aria-hidden />} Start
      </Button>
    );
  return (
    <>
      <Button
        disabled={!offers('stop')}
        denied={denialOf('service:stop', project)}
        onClick={() => setAsking('stop')}
      >
        <Square aria-hidden /> Stop
      </Button>
      <Button
        disabled={!offers('restart')}
        denied={denialOf('service:restart', project)}
        onClick={() => setAsking('restart')}
      >
        <RotateCw aria-hidden /> Restart
      </Button>
      <Button
        variant="primary"
        disabled={!offers('deploy') || !canDeployTo(server)}
        denied={denialOf('service:deploy', project)}
        busy={actions.isBusy}
        onClick={actions.deploy}
      >
        {!actions.isBusy && <Rocket aria-hidden />} Deploy changes
      </Button>
      <ConfirmDialog
        open={asking === 'stop'}
        onOpenChange={(open) => !open && setAsking(null)}
        title={`Stop ${stack.name}?`}
        confirmLabel="Stop"
        onConfirm={actions.stop}
      >
        <p>
          This stops all of its components, and its domains no longer respond. Volumes, variables and settings
          stay.
        </p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'restart'}
        onOpenChange={(open) => !open && setAsking(null)}
        title={`Restart ${stack.name}?`}
        confirmLabel="Restart"
        danger={false}
        onConfirm={actions.restart}
      >
        <p>
          Replaces every component in the order of the compose file. Components with a domain and without a
          volume stay available.
        </p>
      </ConfirmDialog>
    </>
  );
}
