'use client';

import type { z } from 'zod';
import { changedValues, withoutCleared } from '../../forms/changed-values';
import { DialogFormActions } from '../../forms/dialog-form-actions';
import { Form } from '../../forms/form';
import { useServerForm } from '../../forms/use-server-form';
import { GitTokenFields } from './git-token-fields';
import { editedTokenForm } from './git-token-values';
import type { GitToken, GitTokens } from './use-git-tokens';

interface EditGitTokenFormProps {
  token: GitToken;
  tokens: GitTokens;
  onDone: () => void;
}

/** Form that changes a Git token. The stored token is kept if its field is left empty. */
export function EditGitTokenForm({ token, tokens, onDone }: EditGitTokenFormProps) {
  const form = useServerForm<z.input<typeof editedTokenForm>>({
    schema: editedTokenForm,
    defaultValues: {
      name: token.name,
      // The API leaves out addresses only for those who may not edit.
      html_url: token.html_url ?? '',
      token: '',
      repositories: token.repositories ?? '',
      api_url: token.api_url ?? '',
      ssh_host: token.ssh_host ?? '',
    },
    send: async (values, { formState }) => {
      const { repositories, api_url, ssh_host, ...required } = changedValues(values, formState.dirtyFields);
      await tokens.update.mutateAsync({
        uuid: token.uuid,
        ...withoutCleared(required),
        ...(repositories !== undefined && { repositories }),
        ...(api_url !== undefined && { api_url }),
        ...(ssh_host !== undefined && { ssh_host }),
      });
      onDone();
      if (values.token !== '') tokens.validate.mutate({ uuid: token.uuid });
    },
  });
  return (
    <Form of={form} label={`Edit ${token.name}`}>
      <GitTokenFields forge={token.forge} isNew={false} />
      <DialogFormActions onCancel={onDone}>Save changes</DialogFormActions>
    </Form>
  );
}
