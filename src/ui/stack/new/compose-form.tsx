'use client';

import { encodeBase64 } from '../../base64';
import { ComposeField } from '../../compose/compose-field';
import { unknownKeysSwitch } from '../../compose/unknown-keys';
import { Form } from '../../forms/form';
import { SwitchField } from '../../forms/switch-field';
import { TextField } from '../../forms/text-field';
import { UnsavedGuard } from '../../forms/unsaved-guard';
import { paths } from '../../paths';
import { PlaceFields } from '../../place/place-fields';
import { useIsAdministrator } from '../../session/use-can';
import type { Outputs } from '../../trpc';
import { ConvertCommand } from './convert-command';
import { CreateFooter } from './create-footer';
import { useCreateStack } from './use-create-stack';
import { usePlace } from './use-place';

const example = 'services:\n  web:\n    image: nginx:alpine\n    environment:\n      - SERVICE_URL_WEB_80\n';

/** Form that creates a service from a compose file. */
export function ComposeForm({ servers }: { servers: Outputs['server']['list'] }) {
  const place = usePlace();
  const { form, project, canStart, startsAtOnce } = useCreateStack(
    servers,
    {},
    ({ docker_compose_raw: text, ignore_unknown_keys }) => ({
      docker_compose_raw: encodeBase64(text),
      ...(ignore_unknown_keys && { ignore_unknown_keys }),
    }),
  );
  const isAdministrator = useIsAdministrator();
  return (
    <Form of={form} label="New service" className="space-y-8">
      <UnsavedGuard />
      <section aria-label="Compose file" className="space-y-4">
        <TextField name="name" label="Name" optional placeholder="Generated" />
        <ConvertCommand name="docker_compose_raw" />
        <ComposeField
          name="docker_compose_raw"
          example={example}
          hint="Each service becomes a component with health checks, a log and rollbacks. SERVICE_URL_WEB_80 gives web a domain routed to port 80; SERVICE_PASSWORD_NAME is generated."
          ignoresUnknownKeys={form.form.watch('ignore_unknown_keys')}
        />
        {isAdministrator && <SwitchField {...unknownKeysSwitch} />}
      </section>
      <section aria-label="Place" className="border-line border-t pt-6">
        <PlaceFields servers={servers} project={project} />
      </section>
      <CreateFooter
        canStart={canStart}
        startsAtOnce={startsAtOnce}
        isBusy={form.form.formState.isSubmitting}
        back={{ label: 'All templates', href: paths.newStack(place) }}
      />
    </Form>
  );
}
