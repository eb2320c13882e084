import type { ComponentSpec } from '../../domain/workload/component-spec';
import type { Downtime } from '../plan/types';

/** Decide whether two versions may run side by side (`deployment.md` D7.5, D15.3). */
export function downtimeOf({ container, replace }: Pick<ComponentSpec, 'container' | 'replace'>): Downtime {
  const reasons = [
    container.portsMappings.length > 0 && 'only one container can use a host port (ports_mappings)',
    container.fixedName !== null && 'the container has a fixed name',
    (container.runOptions.ip ?? container.runOptions.ip6) !== undefined &&
      'the container has a fixed address',
    (container.mounts.some(({ readOnly }) => !readOnly) || replace === 'stop-start') &&
      'only one container at a time may write to a volume',
  ].filter((reason) => reason !== false);
  return { class: reasons.length > 0 ? 'stop-start' : 'none', reasons };
}
