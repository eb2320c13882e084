'use client';

import { useEffect } from 'react';
import type { z } from 'zod';
import { forgeNames, forges } from '../../../domain/forge';
import { DialogFormActions } from '../../forms/dialog-form-actions';
import { Form } from '../../forms/form';
import { SelectField } from '../../forms/select-field';
import { useServerForm } from '../../forms/use-server-form';
import { forgeWords, isProposed } from './forge-words';
import { GitTokenFields } from './git-token-fields';
import { newTokenForm } from './git-token-values';
import type { GitTokens } from './use-git-tokens';

/** Form that adds a Git token and then has it validated with its forge. */
export function GitTokenForm({ tokens, onDone }: { tokens: GitTokens; onDone: () => void }) {
  const form = useServerForm<z.input<typeof newTokenForm>>({
    schema: newTokenForm,
    defaultValues: {
      forge: 'gitlab',
      name: '',
      html_url: forgeWords.gitlab.address,
      token: '',
      repositories: '',
      api_url: '',
      ssh_host: '',
    },
    send: async ({ repositories, api_url, ssh_host, ...values }) => {
      const { uuid } = await tokens.create.mutateAsync({
        ...values,
        repositories: repositories || null,
        api_url: api_url || null,
        ssh_host: ssh_host || null,
      });
      onDone();
      tokens.validate.mutate({ uuid });
    },
  });
  const { watch, getValues, setValue, clearErrors } = form.form;
  const forge = watch('forge');
  useEffect(() => {
    if (!isProposed(getValues('html_url'))) return;
    setValue('html_url', forgeWords[forge].address);
    clearErrors('html_url'); // it was about the address of the other forge
  }, [forge, getValues, setValue, clearErrors]);
  return (
    <Form of={form} label="Add Git token">
      <SelectField name="forge" label="Forge">
        {forges.map((each) => (
          <option key={each} value={each}>
            {forgeNames[each]}
          </option>
        ))}
      </SelectField>
      <GitTokenFields forge={forge} isNew />
      <DialogFormActions onCancel={onDone}>Add Git token</DialogFormActions>
    </Form>
  );
}
