'use client';

import { useSearchParams } from 'next/navigation';
import { NewWorkloadPage } from '../../workload/new-workload-page';
import { ComposeForm } from './compose-form';
import { TemplateForm } from './template-form';
import { TemplateGallery } from './template-gallery';

/** Page that creates a service: first a choice of templates, then the form for a template or a compose file. */
export function NewStackPage() {
  const search = useSearchParams();
  const template = search.get('template');
  const isCompose = search.has('compose');
  return (
    <NewWorkloadPage kind="stack">
      {(servers) => {
        if (template !== null) return <TemplateForm type={template} servers={servers} />;
        return isCompose ? <ComposeForm servers={servers} /> : <TemplateGallery />;
      }}
    </NewWorkloadPage>
  );
}
