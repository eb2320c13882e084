'use client';

import { useState } from 'react';
import { useFormContext } from 'react-hook-form';
import type { Forge } from '../../../domain/forge';
import { PasswordField } from '../../forms/password-field';
import { TextField } from '../../forms/text-field';
import { Disclosure } from '../../primitives/disclosure';
import { forgeWords } from './forge-words';

/** Fields that the forms for adding and for editing a Git token have in common. */
export function GitTokenFields({ forge, isNew }: { forge: Forge; isNew: boolean }) {
  const { addressHint, rights } = forgeWords[forge];
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="name" label="Name" placeholder="Acme repositories" />
        <TextField
          name="html_url"
          label="Address"
          mono
          placeholder="https://git.example.com"
          hint={addressHint}
        />
      </div>
      <PasswordField
        name="token"
        label={isNew ? 'Token' : 'New token'}
        autoComplete="new-password"
        hint={isNew ? rights : `Leave empty to keep the current one. ${rights}`}
      />
      <TextField
        name="repositories"
        label="Repositories"
        optional
        mono
        placeholder="acme, tools/cli"
        hint="Groups or repositories, separated by commas. Leave empty to use it for all repositories of this address."
      />
      <OtherAddresses />
    </>
  );
}

function OtherAddresses() {
  const { errors } = useFormContext().formState;
  const [isShown, setShown] = useState(false);
  // Once open it stays so: it must not close while the user corrects the field.
  if (!isShown && ('api_url' in errors || 'ssh_host' in errors)) setShown(true);
  return (
    <Disclosure title="Other addresses" open={isShown}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="api_url"
          label="API"
          optional
          mono
          hint="Only if it is not under the address above"
        />
        <TextField
          name="ssh_host"
          label="SSH host"
          optional
          mono
          placeholder="ssh.example.com"
          hint="Only if repositories are cloned over SSH from another host"
        />
      </div>
    </Disclosure>
  );
}
