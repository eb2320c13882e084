import type { ContainerState } from '../../transport/docker/api';
import { isOfComponent } from '../component/labels';

/** Seconds that containers have to stop on their own. */
export interface Grace {
  graceSeconds: number;
  /** Of components with their own, by name. */
  graceOf?: Readonly<Record<string, number>>;
}

export function graceSecondsOf(
  container: Pick<ContainerState, 'labels'>,
  { graceSeconds, graceOf = {} }: Grace,
): number {
  const own = Object.entries(graceOf).find(([name]) => isOfComponent(container, { name }));
  return own?.[1] ?? graceSeconds;
}
