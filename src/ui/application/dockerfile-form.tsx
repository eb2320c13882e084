'use client';

import { z } from 'zod';
import { encodeBase64 } from '../base64';
import { Form } from '../forms/form';
import { SaveBar } from '../forms/save-bar';
import { TextAreaField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import type { Application } from '../resources';
import { useUpdateApplication } from './use-update-application';

const schema = z.object({ dockerfile: z.string().trim().min(1, 'Enter a Dockerfile.') });

export function DockerfileForm({ application }: { application: Application }) {
  const update = useUpdateApplication(application.uuid);
  const form = useServerForm<z.infer<typeof schema>>({
    schema,
    defaultValues: { dockerfile: application.dockerfile ?? '' },
    send: async (values, { reset }) => {
      await update({ dockerfile: encodeBase64(values.dockerfile) });
      reset(values);
    },
  });
  return (
    <Form of={form} label="Dockerfile">
      <TextAreaField name="dockerfile" label="Dockerfile" mono rows={14} />
      <SaveBar />
    </Form>
  );
}
