'use client';

import { useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { Button } from '../primitives/button';
import { Status } from '../primitives/status';
import type { InstanceSettings } from '../resources';
import { useSaveSettings } from './use-save-settings';

/** Switch for the whole API. Turning it off stops every program at once, so it needs a confirmation. */
export function ApiSwitch({ settings: { is_api_enabled: isOn } }: { settings: InstanceSettings }) {
  const save = useSaveSettings();
  const [isAsking, setAsking] = useState(false);
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <Status tone={isOn ? 'ok' : 'bad'}>
        {isOn ? 'The API is switched on' : 'The API is switched off'}
      </Status>
      <Button variant={isOn ? 'danger-quiet' : 'primary'} onClick={() => setAsking(true)}>
        {isOn ? 'Switch off' : 'Switch on'}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        danger={isOn}
        title={isOn ? 'Switch the API off?' : 'Switch the API on?'}
        confirmLabel={isOn ? 'Switch off' : 'Switch on'}
        onConfirm={() => save({ is_api_enabled: !isOn })}
      >
        <p>
          {isOn
            ? 'Every token is refused from its next request: CI jobs, scripts, Terraform, command lines. The console, running deployments and your applications are not affected.'
            : 'Tokens work again immediately.'}
        </p>
      </ConfirmDialog>
    </div>
  );
}
