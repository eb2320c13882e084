'use client';

import { NewWorkloadPage } from '../../workload/new-workload-page';
import { NewDatabaseForm } from './new-database-form';

export function NewDatabasePage() {
  return (
    <NewWorkloadPage kind="database">{(servers) => <NewDatabaseForm servers={servers} />}</NewWorkloadPage>
  );
}
