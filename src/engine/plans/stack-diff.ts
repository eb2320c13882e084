import type { EnvironmentEntry } from '../../domain/workload/environment';
import type { StackComponent, StackSpec } from '../../domain/workload/stack-spec';
import { asKeys, type KeyChanges, keyChanges, type PlanDiff } from '../plan/diff';
import { publishedPorts } from './describe-container';

export interface ComponentChange {
  name: string;
  image: string;
  change: 'added' | 'changed' | 'removed' | 'none';
}

/** What distinguishes two releases of a stack, by names; never values. */
export interface StackDiff {
  keys: Omit<PlanDiff, 'image'>;
  /** Those of the planned release in its order, then those that it removes. */
  components: ComponentChange[];
}

/** A release of a stack, and the variables that its file was read with. */
export interface ComparedStack {
  spec: Pick<StackSpec, 'components'>;
  variables: readonly EnvironmentEntry[];
}

/**
 * Compare two releases of a stack. Variables and labels of a component that only one of them has are not listed: the
 * component is.
 */
export function stackDiff(running: ComparedStack, planned: ComparedStack): StackDiff {
  const before = byName(running);
  const after = byName(planned);
  const kept = (components: ReadonlyMap<string, StackComponent>) =>
    [...components.values()].filter(({ spec: { name } }) => before.has(name) && after.has(name));
  const ports = keyChanges(asKeys(portsOf(running)), asKeys(portsOf(planned)));
  return {
    keys: {
      environment: keyChanges(
        environmentOf(kept(before), running.variables),
        environmentOf(kept(after), planned.variables),
      ),
      ports: { added: ports.added, removed: ports.removed },
      labels: labelChanges(kept(before), kept(after)),
    },
    components: [
      ...[...after.values()].map((component) => ({
        ...summary(component),
        change: changeOf(before.get(component.spec.name), component),
      })),
      ...[...before.values()]
        .filter(({ spec: { name } }) => !after.has(name))
        .map((component) => ({ ...summary(component), change: 'removed' as const })),
    ],
  };
}

function byName({ spec }: ComparedStack): Map<string, StackComponent> {
  return new Map(spec.components.map((component) => [component.spec.name, component]));
}

function summary({ spec: { name, image } }: StackComponent): Pick<ComponentChange, 'name' | 'image'> {
  return { name, image };
}

function changeOf(before: StackComponent | undefined, after: StackComponent): ComponentChange['change'] {
  if (!before) return 'added';
  return before.spec.configHash === after.spec.configHash ? 'none' : 'changed';
}

function portsOf({ spec }: ComparedStack): string[] {
  return spec.components.flatMap((component) => publishedPorts(component.spec.container.portsMappings));
}

/** The values of each variable, as text to compare: that of the application, and those of its components. */
function environmentOf(components: readonly StackComponent[], variables: readonly EnvironmentEntry[]) {
  return textsByKey([
    ...variables.map(([key, value]) => ['', key, value.reveal()] as const),
    ...components.flatMap(({ spec: { name, environment } }) =>
      environment.runtime.map(([key, value]) => [name, key, value.reveal()] as const),
    ),
  ]);
}

function labelChanges(before: readonly StackComponent[], after: readonly StackComponent[]): KeyChanges {
  const labels = (components: readonly StackComponent[]) =>
    textsByKey(
      components.flatMap(({ spec: { name, container } }) =>
        container.labels.map(([key, value]) => [name, key, value] as const),
      ),
    );
  return keyChanges(labels(before), labels(after));
}

function textsByKey(
  entries: readonly (readonly [place: string, key: string, value: string])[],
): Record<string, string> {
  const texts = new Map<string, string[]>();
  for (const [place, key, value] of entries) texts.set(key, [...(texts.get(key) ?? []), place, value]);
  return Object.fromEntries([...texts].map(([key, parts]) => [key, JSON.stringify(parts)]));
}
