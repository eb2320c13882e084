'use client';

import { useState } from 'react';
import { Time } from '../../feedback/time';
import { paths } from '../../paths';
import { Button } from '../../primitives/button';
import { ButtonLink } from '../../primitives/button-link';
import { Callout } from '../../primitives/callout';
import { Status } from '../../primitives/status';
import type { Outputs } from '../../trpc';
import { RotateSecret } from './rotate-secret';

type Webhook = Outputs['webhookNotification']['get'];

/** Whether Gantry switched the webhook off and why, what signs its deliveries, and the way to their log. */
export function Signing({ webhook }: { webhook: Webhook }) {
  const [isRotating, setRotating] = useState(false);
  const { is_signed, disabled_at, disabled_reason } = webhook;
  return (
    <div className="space-y-4">
      {disabled_at !== null && (
        <Callout tone="bad" title="Gantry switched this webhook off">
          <p className="wrap-anywhere">
            <Time value={disabled_at} />: {disabled_reason} Fix the receiver, then switch it on again. What it
            missed can be sent again from the deliveries.
          </p>
        </Callout>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <SigningStatus webhook={webhook} />
        <div className="flex flex-wrap gap-2">
          <ButtonLink href={paths.notificationDeliveries()}>Deliveries</ButtonLink>
          <Button onClick={() => setRotating(true)}>{is_signed ? 'Rotate secret' : 'Create secret'}</Button>
        </div>
      </div>
      {isRotating && <RotateSecret isSigned={is_signed} onClose={() => setRotating(false)} />}
    </div>
  );
}

function SigningStatus({ webhook: { is_signed, rotation_ends_at } }: { webhook: Webhook }) {
  if (!is_signed) return <Status tone="warn">Deliveries are not signed</Status>;
  return (
    <div>
      <Status tone="ok">Deliveries are signed</Status>
      {rotation_ends_at !== null && (
        <p className="text-ink-3 text-xs">
          The previous secret ends <Time value={rotation_ends_at} />
        </p>
      )}
    </div>
  );
}
