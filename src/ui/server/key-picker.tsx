'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { SelectField } from '../forms/select-field';
import { Button } from '../primitives/button';
import { AddKeyDialog } from '../private-key/add-key-dialog';
import { AuthorizedKeysHelp } from '../private-key/authorized-keys-help';
import { useCan } from '../session/use-can';
import { useTRPC } from '../trpc';

interface KeyPickerProps {
  name: string;
  label?: string;
  /** Whether to show the line for authorized_keys below the field. */
  showHelp?: boolean;
}

/** Select for a private key, which can also create one. Its public key is shown below, ready to copy to the server. */
export function KeyPicker({ name, label = 'Private key', showHelp = true }: KeyPickerProps) {
  const trpc = useTRPC();
  const keys = useQuery(trpc.privateKey.list.queryOptions({}));
  const { watch, setValue } = useFormContext();
  const canAdd = useCan('private_key:create');
  const [isAdding, setAdding] = useState(false);
  const chosen = keys.data?.find(({ uuid }) => uuid === watch(name));
  return (
    <div className="space-y-3">
      <div className="flex items-end gap-2">
        <SelectField name={name} label={label} className="flex-1">
          <option value="">{keys.isPending ? 'Loading…' : 'Choose a key'}</option>
          {keys.data?.map((key) => (
            <option key={key.uuid} value={key.uuid}>
              {key.name}
            </option>
          ))}
        </SelectField>
        {canAdd && (
          <Button onClick={() => setAdding(true)} className="h-9 sm:h-8">
            <Plus aria-hidden /> New key
          </Button>
        )}
      </div>
      {showHelp && chosen?.public_key && (
        <div className="rounded-lg border border-line p-4">
          <AuthorizedKeysHelp publicKey={chosen.public_key} />
        </div>
      )}
      <AddKeyDialog
        open={isAdding}
        onOpenChange={setAdding}
        onAdded={(uuid) => setValue(name, uuid, { shouldDirty: true, shouldValidate: true })}
      />
    </div>
  );
}
