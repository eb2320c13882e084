'use client';

import { ChevronDown, CirclePlay, Hammer, Rocket, RotateCw, Square } from 'lucide-react';
import { useState } from 'react';
import { applicationCan } from '../../domain/states';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { Button } from '../primitives/button';
import { Menu, MenuItem, MenuSeparator } from '../primitives/menu';
import type { Application, ServerOfApplication } from '../resources';
import { canDeployTo } from './can-deploy-to';
import { useApplicationActions } from './use-application-actions';

/** Buttons by the table of legal moves (domain/states.ts): what cannot be done now cannot be pressed. */
export function ApplicationActions({
  application,
  server,
}: {
  application: Application;
  server: ServerOfApplication;
}) {
  const actions = useApplicationActions(application.uuid);
  const [isStopping, setStopping] = useState(false);
  const { status } = application;
  const canDeploy = canDeployTo(server);
  return (
    <>
      <Menu
        trigger={
          <Button>
            Actions <ChevronDown aria-hidden />
          </Button>
        }
      >
        <MenuItem disabled={!canDeploy} onSelect={() => actions.deploy(true)}>
          <Hammer aria-hidden /> Rebuild without cache
        </MenuItem>
        <MenuSeparator />
        <MenuItem disabled={!applicationCan.start(status) || !canDeploy} onSelect={actions.start}>
          <CirclePlay aria-hidden /> Start
        </MenuItem>
        <MenuItem disabled={!applicationCan.restart(status)} onSelect={actions.restart}>
          <RotateCw aria-hidden /> Restart
        </MenuItem>
        <MenuItem disabled={!applicationCan.stop(status)} danger onSelect={() => setStopping(true)}>
          <Square aria-hidden /> Stop
        </MenuItem>
      </Menu>
      <Button
        variant="primary"
        disabled={!canDeploy}
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
          Its container is stopped and its domains stop answering until it is started again. Variables,
          settings, volumes and past deployments stay.
        </p>
      </ConfirmDialog>
    </>
  );
}
