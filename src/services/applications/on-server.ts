import { notFound } from '../../domain/error';
import { applicationRecord } from '../application-rows/record';
import type { OrganizationScope } from '../context';
import * as workloads from '../workloads/on-server';

/** Get an application with its server, or 404. */
export async function findOnServer(scope: Pick<OrganizationScope, 'db'>, uuid: string) {
  const { workload, destination, server } = await workloads.findOnServer(scope, {
    kind: 'application',
    uuid,
  });
  const application = applicationRecord(workload);
  if (!application) throw notFound('Application');
  return { application, destination, server };
}

/** An application with its destination and its server. */
export type ApplicationOnServer = Awaited<ReturnType<typeof findOnServer>>;
