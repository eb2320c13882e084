import type { StackSpec } from '../../domain/workload/stack-spec';
import type { Plan } from '../plan/types';
import { named } from '../release/steps';
import { closePublicPort } from './public-port';
import { stackPlan } from './stack';

/** Plan an operation on a stack: a release, or the change of one public port, which no service notices. */
export function planOfStack(spec: StackSpec): Plan {
  const { publicPort } = spec;
  if (publicPort === undefined) return stackPlan(spec);
  const closing = closePublicPort(spec, publicPort).map((step) => named(step, publicPort));
  const open = stackPlan(spec);
  return { ...open, noun: 'change', steps: spec.components.length > 0 ? open.steps : closing };
}
