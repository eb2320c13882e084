'use client';

import { NewWorkloadPage } from '../../workload/new-workload-page';
import { NewApplicationForm } from './new-application-form';

export function NewApplicationPage() {
  return (
    <NewWorkloadPage kind="application">
      {(servers) => <NewApplicationForm servers={servers} />}
    </NewWorkloadPage>
  );
}
