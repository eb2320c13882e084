'use client';

import { OperationsPage } from '../operation/operations-page';

export function DeploymentsPage({ uuid }: { uuid: string }) {
  return (
    <OperationsPage kind="application" uuid={uuid} emptyTitle="Not deployed yet">
      Every deployment is listed here with its log, and so is every restart and stop. Press Deploy to make the
      first.
    </OperationsPage>
  );
}
