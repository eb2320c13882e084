'use client';

import { ChevronDown, CirclePlay, Hammer, Rocket, RotateCw, Square } from 'lucide-react';
import { useState } from 'react';
import { type WorkloadAction, workloadOffers } from '../../domain/states';
import { PreviewPlan } from '../deployment/preview-plan';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { Button } from '../primitives/button';
import { Menu, MenuItem, MenuSeparator } from '../primitives/menu';
import type { Application, ServerOfApplication } from '../resources';
import { canDeployTo } from '../server/can-deploy-to';
import { useDenials } from '../session/use-can';
import { useApplicationActions } from './use-application-actions';

/** Action buttons, disabled by the table of legal moves (domain/states.ts) when the action is not possible now. */
export function ApplicationActions({
  application,
  server,
}: {
  application: Application;
  server: ServerOfApplication;
}) {
  const actions = useApplicationActions(application.uuid);
  const [isStopping, setStopping] = useState(false);
  const state = { status: application.status, isDeleting: application.deleted_at !== null };
  const offers = (action: WorkloadAction) => workloadOffers(action, state);
  const project = application.project_uuid;
  const denialOf = useDenials();
  const denials = {
    deploy: denialOf('application:deploy', project),
    start: denialOf('application:start', project),
    stop: denialOf('application:stop', project),
    restart: denialOf('application:restart', project),
  };
  const canDeploy = canDeployTo(server) && offers('deploy');
  const mayNothing = Object.values(denials).every((denial) => denial !== null);
  return (
    <>
      <Menu
        trigger={
          <Button disabled={mayNothing} title={mayNothing ? (denials.deploy ?? undefined) : undefined}>
            Actions <ChevronDown aria-hidden />
          </Button>
        }
      >
        <MenuItem disabled={!canDeploy || denials.deploy !== null} onSelect={() => actions.deploy(true)}>
          <Hammer aria-hidden /> Rebuild without cache
        </MenuItem>
        <MenuSeparator />
        <MenuItem
          disabled={!offers('start') || !canDeploy || denials.start !== null}
          onSelect={actions.start}
        >
          <CirclePlay aria-hidden /> Start
        </MenuItem>
        <MenuItem disabled={!offers('restart') || denials.restart !== null} onSelect={actions.restart}>
          <RotateCw aria-hidden /> Restart
        </MenuItem>
        <MenuItem
          disabled={!offers('stop') || denials.stop !== null}
          danger
          onSelect={() => setStopping(true)}
        >
          <Square aria-hidden /> Stop
        </MenuItem>
      </Menu>
      <PreviewPlan application={application} disabled={!canDeploy} denied={denials.deploy} />
      <Button
        variant="primary"
        disabled={!canDeploy}
        denied={denials.deploy}
        busy={actions.isBusy}
        onClick={() => actions.deploy(false)}
      >
        {!actions.isBusy && <Rocket aria-hidden />}
        {application.status === 'exited' ? 'Deploy' : 'Redeploy'}
      </Button>
      <ConfirmDialog
        open={isStopping}
        onOpenChange={setStopping}
        title={`Stop ${application.name}?`}
        confirmLabel="Stop"
        onConfirm={actions.stop}
      >
        <p>
          This stops its container, and its domains do not respond until you start it again. Variables,
          settings, volumes and past deployments stay.
        </p>
      </ConfirmDialog>
    </>
  );
}
