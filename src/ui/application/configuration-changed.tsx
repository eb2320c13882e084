'use client';

import { Rocket } from 'lucide-react';
import { workloadOffers } from '../../domain/states';
import { useActiveOperation } from '../operation/use-active-operation';
import { Button } from '../primitives/button';
import { Callout } from '../primitives/callout';
import type { Application, ServerOfApplication } from '../resources';
import { canDeployTo } from '../server/can-deploy-to';
import { useDenial } from '../session/use-can';
import { useApplicationActions } from './use-application-actions';

/** Notice that the configuration changed since the running version was started and no deployment is pending. */
export function ConfigurationChanged({
  application,
  server,
}: {
  application: Application;
  server: ServerOfApplication;
}) {
  const { deploy, isBusy } = useApplicationActions(application.uuid);
  const denial = useDenial('application:deploy', application.project_uuid);
  const active = useActiveOperation({ kind: 'application', uuid: application.uuid });
  const state = { status: application.status, isDeleting: application.deleted_at !== null };
  if (!application.is_configuration_changed || active || !workloadOffers('deploy', state)) return null;
  return (
    <div className="mb-6">
      <Callout
        tone="warn"
        role="status"
        title="Configuration changed"
        action={
          <Button
            size="sm"
            busy={isBusy}
            disabled={!canDeployTo(server)}
            denied={denial}
            onClick={() => deploy(false)}
          >
            {!isBusy && <Rocket aria-hidden />} Redeploy to apply
          </Button>
        }
      >
        The running version was deployed before the latest changes.
      </Callout>
    </div>
  );
}
