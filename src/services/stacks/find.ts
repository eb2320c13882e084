import type { Component, Server, Stack, Workload } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { OrganizationScope } from '../context';

/** A stack with its components and its server. */
export type StackOnServer = Workload & Stack & { components: Component[]; server: Server };

/** Get the stack of this organization, or an application from a compose file; or 404. */
export async function findStack(scope: Pick<OrganizationScope, 'db'>, uuid: string): Promise<StackOnServer> {
  requirePublicId(uuid, 'Service');
  const found = await scope.db.workload.findUnique({
    where: { uuid, stack: { isNot: null } },
    include: {
      stack: true,
      components: { orderBy: { id: 'asc' } },
      destination: { include: { server: true } },
    },
  });
  if (!found?.stack) throw notFound('Service');
  const { stack, destination, ...workload } = found;
  return { ...stack, ...workload, server: destination.server };
}

/** Get one component of a stack by its id, or 404. */
export async function findComponent(
  scope: Pick<OrganizationScope, 'db'>,
  { uuid, componentUuid, kind }: { uuid: string; componentUuid: string; kind: Component['kind'] },
): Promise<{ stack: StackOnServer; component: Component }> {
  const stack = await findStack(scope, uuid);
  const component = stack.components.find((each) => each.uuid === componentUuid && each.kind === kind);
  if (!component) throw notFound(kind === 'database' ? 'Service database' : 'Service application');
  return { stack, component };
}
