'use client';

import { CirclePlay, RotateCw, Square } from 'lucide-react';
import { useState } from 'react';
import { type WorkloadAction, workloadOffers } from '../../domain/states';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { Button } from '../primitives/button';
import type { Database, Server } from '../resources';
import { canDeployTo } from '../server/can-deploy-to';
import { useDenials } from '../session/use-can';
import { useDatabaseActions } from './use-database-actions';

/** Action buttons, disabled by the table of legal moves (domain/states.ts) when the action is not possible now. */
export function DatabaseActions({ database, server }: { database: Database; server: Server | undefined }) {
  const actions = useDatabaseActions(database.uuid);
  const [asking, setAsking] = useState<'stop' | 'restart' | null>(null);
  const denialOf = useDenials();
  const state = { status: database.status, isDeleting: database.deleted_at !== null };
  const offers = (action: WorkloadAction) => workloadOffers(action, state);
  const project = database.project_uuid;
  return (
    <>
      {offers('start') ? (
        <Button
          variant="primary"
          disabled={!canDeployTo(server)}
          denied={denialOf('database:start', project)}
          busy={actions.isBusy}
          onClick={actions.start}
        >
          {!actions.isBusy && <CirclePlay aria-hidden />} Start
        </Button>
      ) : (
        <>
          <Button
            disabled={!offers('stop')}
            denied={denialOf('database:stop', project)}
            onClick={() => setAsking('stop')}
          >
            <Square aria-hidden /> Stop
          </Button>
          <Button
            disabled={!offers('restart')}
            denied={denialOf('database:restart', project)}
            busy={actions.isBusy}
            onClick={() => setAsking('restart')}
          >
            {!actions.isBusy && <RotateCw aria-hidden />} Restart
          </Button>
        </>
      )}
      <ConfirmDialog
        open={asking === 'stop'}
        onOpenChange={(open) => !open && setAsking(null)}
        title={`Stop ${database.name}?`}
        confirmLabel="Stop"
        onConfirm={actions.stop}
      >
        <p>
          Open connections end, and new ones are refused until you start it again. Data, settings and
          credentials stay.
        </p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'restart'}
        onOpenChange={(open) => !open && setAsking(null)}
        title={`Restart ${database.name}?`}
        confirmLabel="Restart"
        danger={false}
        onConfirm={actions.restart}
      >
        <p>
          Open connections end, and it accepts new ones again after a few seconds. Data stays, and changed
          settings take effect.
        </p>
      </ConfirmDialog>
    </>
  );
}
