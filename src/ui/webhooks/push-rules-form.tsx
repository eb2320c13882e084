'use client';

import { z } from 'zod';
import { useUpdateApplication } from '../application/use-update-application';
import { Form } from '../forms/form';
import { SaveBar } from '../forms/save-bar';
import { SwitchField } from '../forms/switch-field';
import { TextAreaField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import type { Application } from '../resources';

const schema = z.object({
  is_auto_deploy_enabled: z.boolean(),
  watch_refs: z.string(),
  watch_paths: z.string(),
});

type Values = z.infer<typeof schema>;

/** Form for which pushes deploy an application. */
export function PushRulesForm({ application }: { application: Application }) {
  const update = useUpdateApplication(application.uuid);
  const form = useServerForm<Values>({
    schema,
    defaultValues: {
      is_auto_deploy_enabled: application.settings.is_auto_deploy_enabled,
      watch_refs: application.watch_refs ?? '',
      watch_paths: application.watch_paths ?? '',
    },
    send: async (values) => {
      await update({
        ...values,
        watch_refs: values.watch_refs.trim() || null,
        watch_paths: values.watch_paths.trim() || null,
      });
      form.form.reset(values);
    },
  });
  return (
    <Form of={form} label="Deploy on push">
      <SwitchField
        name="is_auto_deploy_enabled"
        label="Auto deploy"
        hint="Deploy every push, unless all its commits say [skip ci]"
      />
      <TextAreaField
        name="watch_refs"
        label="Branches and tags"
        mono
        rows={3}
        placeholder={'main\nrelease/*\ntags/v*'}
        hint={`One pattern per line, with tags/ before those of tags. ! negates a pattern; the last match decides. If empty, pushes to ${application.git_branch ?? 'the branch'} are deployed.`}
      />
      <TextAreaField
        name="watch_paths"
        label="Watch paths"
        mono
        rows={4}
        placeholder={'src/**\n!src/**/*.md'}
        hint="One pattern per line. A push is deployed if a changed path matches. ! negates a pattern; the last match decides. If empty, every push is deployed."
      />
      <SaveBar label="Save push rules" />
    </Form>
  );
}
