import { createHmac } from 'node:crypto';
import type { Secret } from '../../domain/secret';
import type { StackComponent, StackSpec } from '../../domain/workload/stack-spec';
import type { ComponentDescription, StackDescription } from '../plan/description';
import { publishedPorts } from './describe-container';

/** Describe what a release of a stack runs, with the values of variables and labels as hashes under this key. */
export function describeStack({ components }: Pick<StackSpec, 'components'>, key: Secret): StackDescription {
  const hashOf = (...parts: string[]) =>
    createHmac('sha256', key.reveal()).update(JSON.stringify(parts)).digest('hex');
  return { components: components.map((component) => describeComponent(component, hashOf)) };
}

function describeComponent(
  { spec: { name, image, configHash, container, environment } }: StackComponent,
  hashOf: (...parts: string[]) => string,
): ComponentDescription {
  const variables = environment.runtime.map(([key, value]) => [key, hashOf(key, value.reveal())]);
  const labels = container.labels.map(([key, value]) => [key, hashOf(key, value)]);
  return {
    name,
    image,
    configHash: configHash ?? null,
    ports: publishedPorts(container.portsMappings),
    environment: Object.fromEntries(variables),
    labels: Object.fromEntries(labels),
  };
}
