import { AppError, errorMessage } from '../../../domain/error';
import type { ProxyAccess } from '../model/access';
import { CaddyAdmin } from './admin';
import { changeServers } from './change-servers';
import { type CustomPart, customPartOf, managedPartOf, withCustomPart } from './custom-part';
import { observe, requireObserved } from './observe';
import type { CaddyServers } from './types';

/** Thrown when something that the proxy served stopped answering; the previous configuration is active again. */
export class NotServed extends AppError {
  constructor(cause: unknown) {
    super('unavailable', errorMessage(cause), { cause });
  }
}

/**
 * Apply the custom part. The proxy checks the whole configuration before it switches; afterwards everything that
 * answered must still answer, else the previous part is restored.
 * @throws RefusedByProxy when the proxy refuses it, NotServed when the probe fails
 */
export async function applyCustomPart(proxy: ProxyAccess, part: CustomPart): Promise<void> {
  const servers = await readServers(proxy);
  const before = await observe(proxy, servers);
  const previous = customPartOf(servers);
  await changeServers(proxy, (present) => withCustomPart(present, part));
  try {
    await requireObserved(proxy, before);
  } catch (error) {
    await changeServers(proxy, (present) => withCustomPart(present, previous));
    throw new NotServed(error);
  }
}

/** Restore a custom part that was active before. @returns whether it had been lost */
export function restoreCustomPart(proxy: ProxyAccess, part: CustomPart): Promise<boolean> {
  return changeServers(proxy, (present) => withCustomPart(present, part));
}

/** Read the configuration that Gantry generates from the proxy; passwords of visitors are left out. */
export async function readManagedPart(proxy: ProxyAccess): Promise<CaddyServers> {
  return withoutPasswords(managedPartOf(await readServers(proxy)));
}

function readServers({ host, instanceId, clock }: ProxyAccess): Promise<CaddyServers> {
  return new CaddyAdmin(host, instanceId, clock).servers();
}

function withoutPasswords(servers: CaddyServers): CaddyServers {
  return JSON.parse(
    JSON.stringify(servers, (name, value: unknown) => (name === 'password' ? '***' : value)),
  ) as CaddyServers; // the same shape
}
