'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { conditionOf } from '../../../domain/container-condition';
import { databaseEngines } from '../../../domain/database/engines';
import { reportFailure } from '../../feedback/report-failure';
import { Time } from '../../feedback/time';
import { Form } from '../../forms/form';
import { SaveBar } from '../../forms/save-bar';
import { SelectField } from '../../forms/select-field';
import { SwitchField } from '../../forms/switch-field';
import { useServerForm } from '../../forms/use-server-form';
import { Button } from '../../primitives/button';
import { Callout } from '../../primitives/callout';
import { saveText } from '../../primitives/save-text';
import type { Database } from '../../resources';
import { useTRPC } from '../../trpc';
import { engineOfType } from '../engine-fields';
import { type DatabaseChanges, useUpdateDatabase } from '../use-update-database';

/** Form for TLS: the switch, its effect on clients, and the certificate authority that they have to trust. */
export function EncryptionForm({ database }: { database: Database }) {
  const update = useUpdateDatabase(database.uuid);
  const engine = engineOfType(database.database_type);
  const modes: readonly string[] = engine ? databaseEngines[engine].sslModes : [];
  const form = useServerForm<{ enable_ssl: boolean; ssl_mode: string }>({
    defaultValues: { enable_ssl: database.enable_ssl ?? false, ssl_mode: database.ssl_mode ?? '' },
    send: async ({ enable_ssl, ssl_mode }, { reset }) => {
      const mode = modes.length > 0 ? { ssl_mode } : {};
      await update({ enable_ssl, ...mode } as DatabaseChanges); // the mode comes from the list
      reset({ enable_ssl, ssl_mode });
    },
  });
  const { enable_ssl } = form.form.watch();
  const isChanged = enable_ssl !== database.enable_ssl;
  return (
    <Form of={form} label="Encryption">
      <RunningState database={database} />
      <SwitchField name="enable_ssl" label="TLS" hint="Takes effect with the next start" />
      {isChanged && (
        <Callout tone="warn" title="The connection URL changes with the next restart">
          {enable_ssl
            ? 'Clients that do not support TLS, or that verify certificates and do not trust the server’s certificate authority, can no longer connect. Give applications the new URL after the restart.'
            : 'Passwords and data are sent unencrypted again. Applications that require encryption can no longer connect.'}
        </Callout>
      )}
      {enable_ssl && modes.length > 0 && (
        <SelectField
          name="ssl_mode"
          label="Mode"
          hint="How strictly clients require encryption. Clients that verify need the certificate authority below"
        >
          {modes.map((mode) => (
            <option key={mode} value={mode}>
              {mode}
            </option>
          ))}
        </SelectField>
      )}
      {database.certificate_expires_at && <Authority uuid={database.uuid} />}
      <SaveBar />
    </Form>
  );
}

/** Whether the running database has the configured encryption, and when its certificate expires. */
function RunningState({ database }: { database: Database }) {
  const { certificate_expires_at: end, enable_ssl, status } = database;
  const isEncrypted = Boolean(end);
  if (conditionOf(status) !== 'exited' && isEncrypted !== enable_ssl)
    return (
      <Callout tone="idle" title={enable_ssl ? 'Not encrypted yet' : 'Still encrypted'}>
        Restart the database to {enable_ssl ? 'encrypt its connections' : 'turn encryption off'}.
      </Callout>
    );
  if (!end) return null;
  return (
    <p className="text-ink-2">
      The certificate expires <Time value={end} />. It is renewed 30 days before, with a restart, and at every
      start.
    </p>
  );
}

function Authority({ uuid }: { uuid: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const download = async () => {
    const found = await queryClient.fetchQuery(trpc.database.certificateAuthorities.queryOptions({ uuid }));
    saveText('gantry-ca.crt', found.map(({ certificate }) => certificate.trimEnd()).join('\n'));
  };
  return (
    <Button onClick={() => download().catch(reportFailure)}>
      <Download aria-hidden /> Download CA certificate
    </Button>
  );
}
