import { AppError, notFound } from '../../domain/error';
import { applicationRecord } from '../application-rows/record';
import type { OrganizationScope } from '../context';

const withKey = { include: { privateKey: true } } as const;

/**
 * Load a deployment at an additional destination: the place is its own, everything else is the application's.
 * @throws AppError 404
 */
export async function loadFollower({ db }: Pick<OrganizationScope, 'db'>, operationId: number) {
  const found = await db.operation.findUnique({
    where: { id: operationId },
    include: {
      server: withKey,
      deployment: true,
      workload: {
        include: {
          environment: { include: { project: true } },
          destination: { include: { server: { select: { name: true } } } },
          aliases: { where: { isOfFile: false }, select: { alias: true } },
          releases: { where: { isCurrent: true }, orderBy: { id: 'desc' }, take: 1 },
          follows: {
            include: {
              application: true,
              storages: true,
              destination: { select: { server: { select: { uuid: true, name: true } } } },
            },
          },
        },
      },
    },
  });
  const leader = found?.workload.follows && applicationRecord(found.workload.follows);
  if (!found?.deployment) throw notFound('Deployment');
  if (!leader) throw new AppError('conflict', 'The application was deleted.');
  const { deployment, workload: follower, ...operation } = found;
  return { ...deployment, ...operation, follower, leader };
}

export type LoadedFollower = Awaited<ReturnType<typeof loadFollower>>;
