import type { OrganizationScope } from '../context';

/** Whether a port is Gantry's own: the one it listens on, or the one of its public URL, which a proxy may hold. */
export function isPanelPort(
  { installation }: Pick<OrganizationScope, 'installation'>,
  port: number,
): boolean {
  const { protocol, port: named } = new URL(installation.publicUrl);
  const ofScheme = protocol === 'https:' ? 443 : 80;
  return port === installation.port || port === (named === '' ? ofScheme : Number(named));
}
