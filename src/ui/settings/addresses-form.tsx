'use client';

import { useState } from 'react';
import { readApiError } from '../api-error';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { Form } from '../forms/form';
import { SaveBar } from '../forms/save-bar';
import { TextAreaField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { Button } from '../primitives/button';
import type { InstanceSettings } from '../resources';
import { useSaveSettings } from './use-save-settings';

/** Split the addresses of a text: one per line in the form, a comma-separated list on the wire. */
function entriesOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((entry) => entry !== '');
}

/** Form for the addresses that may use the API. A list that locks out its author needs a confirmation. */
export function AddressesForm({ settings }: { settings: InstanceSettings }) {
  const save = useSaveSettings();
  const [lockOut, setLockOut] = useState<{ list: string[]; reason: string } | null>(null);
  const { own_address: own } = settings;
  const form = useServerForm<{ allowed_ips: string }>({
    defaultValues: { allowed_ips: entriesOf(settings.allowed_ips).join('\n') },
    send: async ({ allowed_ips }) => {
      const list = entriesOf(allowed_ips);
      try {
        await save({ allowed_ips: list });
      } catch (error) {
        const refusal = readApiError(error);
        if (refusal.status !== 409) throw error;
        setLockOut({ list, reason: refusal.message });
      }
    },
  });
  const { setValue, watch } = form.form;
  const entries = entriesOf(watch('allowed_ips'));
  return (
    <>
      <Form of={form} label="Allowed addresses">
        <TextAreaField
          name="allowed_ips"
          label="Addresses"
          mono
          rows={4}
          placeholder={'203.0.113.0/24\n2001:db8::/32'}
          hint="IPv4, IPv6 or CIDR, one per line. If empty, all addresses are allowed."
        />
        <p className="flex flex-wrap items-center gap-2 text-ink-3 text-xs">
          Your address is <code className="text-ink-2">{own}</code>
          {!entries.includes(own) && (
            <Button
              size="sm"
              variant="ghost"
              onClick={() => setValue('allowed_ips', [...entries, own].join('\n'), { shouldDirty: true })}
            >
              Add it
            </Button>
          )}
        </p>
        <SaveBar label="Save addresses" />
      </Form>
      <ConfirmDialog
        open={lockOut !== null}
        onOpenChange={(open) => !open && setLockOut(null)}
        title="Lock yourself out of the API?"
        confirmLabel="Save anyway"
        onConfirm={async () => {
          if (lockOut) await save({ allowed_ips: lockOut.list, confirm: true });
        }}
      >
        <p>
          Your own address <code className="text-ink">{own}</code> is not in this list. Tokens used from
          there, including yours, are refused immediately. This page stays reachable, so you can undo this
          here.
        </p>
      </ConfirmDialog>
    </>
  );
}
