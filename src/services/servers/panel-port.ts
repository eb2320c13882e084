import type { Scope } from '../context';

/** The port Gantry listens on, and the one of its public URL, which a proxy before it may hold. */
export function isPanelPort({ installation }: Pick<Scope, 'installation'>, port: number): boolean {
  const { protocol, port: named } = new URL(installation.publicUrl);
  const ofScheme = protocol === 'https:' ? 443 : 80;
  return port === installation.port || port === (named === '' ? ofScheme : Number(named));
}
