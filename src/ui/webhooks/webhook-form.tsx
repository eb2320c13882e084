'use client';

import { useId, useState } from 'react';
import { type Forge, forgeNames, forges } from '../../domain/forge';
import { manualWebhookPath } from '../../domain/webhook/paths';
import { useUpdateApplication } from '../application/use-update-application';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { CopyButton } from '../feedback/copy-button';
import { reportFailure } from '../feedback/report-failure';
import { newSecret } from '../git-source/new-secret';
import { Button } from '../primitives/button';
import { Select } from '../primitives/select';
import type { Application } from '../resources';
import { useSession } from '../session/session-provider';
import { forgeOf } from './forge-of';
import { SecretField } from './secret-field';

/** Where each forge has its webhook settings. */
const places: Readonly<Record<Forge, string>> = {
  github: 'Settings → Webhooks → Add webhook. Choose content type application/json and the push event.',
  gitlab: 'Settings → Webhooks → Add new webhook. Enter the secret as “Secret token” and choose push events.',
  bitbucket: 'Repository settings → Webhooks → Add webhook. Choose the push trigger.',
  gitea: 'Settings → Webhooks → Add webhook → Gitea. Choose push events.',
};

/** Webhook URL for the forge, and the secret that authenticates its deliveries. */
export function WebhookForm({ application }: { application: Application }) {
  const { public_url } = useSession();
  const update = useUpdateApplication(application.uuid);
  const label = useId();
  const [forge, setForge] = useState(() => forgeOf(application.git_repository));
  const [isReplacing, setReplacing] = useState(false);
  const field = `manual_webhook_secret_${forge}` as const;
  const secret = application[field];
  const url = public_url + manualWebhookPath(forge);
  const save = () => update({ [field]: newSecret() });
  return (
    <div className="space-y-5">
      <div className="space-y-1.5">
        <label htmlFor={label} className="font-medium">
          Forge
        </label>
        <Select
          id={label}
          className="max-w-60"
          value={forge}
          onChange={({ target }) => setForge(forges.find((each) => each === target.value) ?? 'github')}
        >
          {forges.map((each) => (
            <option key={each} value={each}>
              {forgeNames[each]}
            </option>
          ))}
        </Select>
        <p className="text-ink-3 text-xs">{places[forge]}</p>
      </div>
      <div className="space-y-1">
        <p className="font-medium">Payload URL</p>
        <div className="flex min-w-0 items-center gap-1">
          <code className="min-w-0 flex-1 select-all break-all text-ink-2 text-xs">{url}</code>
          <CopyButton text={url} label="Copy the payload URL" />
        </div>
      </div>
      <div className="space-y-1">
        <p className="font-medium">Secret</p>
        <SecretField
          key={forge}
          secret={secret}
          absent="None yet, so all calls are refused. Create a secret and paste it at your Git provider."
        />
        {secret !== undefined && (
          <div className="pt-2">
            {secret ? (
              <Button onClick={() => setReplacing(true)}>Replace secret</Button>
            ) : (
              <Button variant="primary" onClick={() => void save().catch(reportFailure)}>
                Create secret
              </Button>
            )}
          </div>
        )}
      </div>
      <ConfirmDialog
        open={isReplacing}
        onOpenChange={setReplacing}
        title="Replace the secret"
        confirmLabel="Replace secret"
        onConfirm={save}
      >
        Calls signed with the current secret will be refused. Paste the new one at {forgeNames[forge]} before
        the next push.
      </ConfirmDialog>
    </div>
  );
}
