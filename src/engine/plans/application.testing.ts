import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { renderPlan } from '../plan/render';
import { buildPlan } from './application';

/**
 * Render `step: action` lines, for unit tests only; the long constant part of git's argv and the labels of a build are
 * shortened.
 */
export function rendered(spec: DeploymentSpec, steps?: readonly string[]): string[] {
  return renderPlan(buildPlan(spec))
    .filter(({ id }) => steps === undefined || steps.includes(id))
    .flatMap(({ id, actions }) =>
      (actions.length > 0 ? actions.map(({ text }) => text) : ['']).map((text) => `${id}: ${text}`),
    )
    .map((line) => line.replace(/\$ git (-c \S+ )+/, '$ git … ').replace(/(--label \S+ )+/, '--label … '))
    .map((line) => line.replaceAll('/var/lib/gantry/gantry1/deployments/dep0001', '~'));
}
