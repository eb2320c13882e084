'use client';

import { useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { QueryView } from '../../feedback/query-view';
import { Form } from '../../forms/form';
import { TextField } from '../../forms/text-field';
import { UnsavedGuard } from '../../forms/unsaved-guard';
import { paths } from '../../paths';
import { PlaceFields } from '../../place/place-fields';
import { ListSkeleton } from '../../primitives/skeleton';
import { type Outputs, useTRPC } from '../../trpc';
import { CreateFooter } from './create-footer';
import { requiredVariables, TemplateContents } from './template-contents';
import { TemplateLogo } from './template-logo';
import { useCreateStack } from './use-create-stack';
import { usePlace } from './use-place';

type Servers = Outputs['server']['list'];

/** Form that creates a service from a template, below the contents of the template. */
export function TemplateForm({ type, servers }: { type: string; servers: Servers }) {
  const template = useQuery(useTRPC().template.get.queryOptions({ type }));
  return (
    <QueryView query={template} what="Template" skeleton={<ListSkeleton label="template" />}>
      {(found) => <LoadedTemplate template={found} servers={servers} />}
    </QueryView>
  );
}

function LoadedTemplate({ template, servers }: { template: Outputs['template']['get']; servers: Servers }) {
  const place = usePlace();
  const { form, project, canStart, startsAtOnce } = useCreateStack(
    servers,
    { instant_deploy: requiredVariables(template).length === 0 },
    () => ({ type: template.type }),
  );
  return (
    <Form of={form} label="New service" className="space-y-8">
      <UnsavedGuard />
      <section aria-label="Template" className="space-y-4">
        <div className="flex items-start gap-3">
          <TemplateLogo logo={template.logo} />
          <div className="min-w-0">
            <h2 className="font-semibold text-base tracking-tight">{template.name}</h2>
            <p className="text-ink-2">{template.slogan}</p>
            {template.documentation && (
              <a
                href={template.documentation}
                target="_blank"
                rel="noreferrer"
                className="inline-flex items-center gap-1 text-accent-text text-xs hover:underline"
              >
                Documentation <ExternalLink aria-hidden className="size-3" />
              </a>
            )}
          </div>
        </div>
        <TemplateContents template={template} />
      </section>
      <section aria-label="Place" className="space-y-4 border-line border-t pt-6">
        <TextField name="name" label="Name" optional placeholder="Generated" />
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
