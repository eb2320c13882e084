'use client';

import { MailCheck, MailX } from 'lucide-react';
import { CodeBlock } from '../feedback/code-block';
import { Time } from '../feedback/time';
import { Button } from '../primitives/button';
import { DialogActions } from '../primitives/dialog';
import type { Outputs } from '../trpc';

interface InvitationLinkProps {
  invitation: Outputs['invitation']['create'];
  onDone: () => void;
}

/** Link of a new invitation, shown only this once. It lets the owner of the e-mail address join. */
export function InvitationLink({ invitation, onDone }: InvitationLinkProps) {
  const { link, is_mailed, expires_at, email } = invitation;
  const Icon = is_mailed ? MailCheck : MailX;
  return (
    <div className="space-y-4">
      <p className="flex items-start gap-2 text-ink-2">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
        {is_mailed
          ? `An e-mail with this link is on its way to ${email}.`
          : `Mail is not set up, so nothing was sent. Send this link to ${email} yourself.`}
      </p>
      <div>
        <h3 className="mb-1.5 font-medium">Link</h3>
        <CodeBlock text={link} label="invitation link" />
        <p className="mt-1.5 text-ink-3 text-xs">
          Shown only once. Works once, for this address, and expires <Time value={expires_at} />.
        </p>
      </div>
      <DialogActions>
        <Button variant="primary" onClick={onDone}>
          Done
        </Button>
      </DialogActions>
    </div>
  );
}
