'use client';

import { useState } from 'react';
import { Time } from '../../feedback/time';
import { Button } from '../../primitives/button';
import { Callout } from '../../primitives/callout';
import { Facts } from '../../primitives/facts';
import { Status } from '../../primitives/status';
import type { Outputs } from '../../trpc';
import { DisableDialog } from './disable-dialog';
import { RenewCodesDialog } from './renew-codes-dialog';

/** Number of remaining recovery codes at or below which the page warns. */
const few = 3;

export function TwoFactorIsOn({ status }: { status: Outputs['twoFactor']['status'] }) {
  const [open, setOpen] = useState<'renew' | 'disable' | null>(null);
  const left = status.recovery_codes_left;
  return (
    <div className="space-y-4">
      <Facts
        facts={[
          [
            'State',
            <Status key="state" tone="ok">
              On
            </Status>,
          ],
          ['Since', <Time key="since" value={status.enabled_at} />],
          ['Recovery codes', `${left} left`],
        ]}
      />
      {left <= few && (
        <Callout
          tone="warn"
          title={left === 0 ? 'You have no recovery codes left' : 'You are running out of recovery codes'}
        >
          Without one, losing your phone locks you out. Create new codes; the old ones then stop working.
        </Callout>
      )}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setOpen('renew')}>New recovery codes</Button>
        <Button variant="danger-quiet" onClick={() => setOpen('disable')}>
          Turn off
        </Button>
      </div>
      <RenewCodesDialog open={open === 'renew'} onOpenChange={(next) => setOpen(next ? 'renew' : null)} />
      <DisableDialog open={open === 'disable'} onOpenChange={(next) => setOpen(next ? 'disable' : null)} />
    </div>
  );
}
