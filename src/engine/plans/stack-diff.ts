import type { ComponentDescription, StackDescription } from '../plan/description';
import { asKeys, type KeyChanges, keyChanges, type PlanDiff } from '../plan/diff';

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

/** A release of a stack, described with one key for both that are compared. */
export interface ComparedStack extends StackDescription {
  /** Variables that its file was read with, by key: hashes of their values; absent: they are not compared. */
  variables?: Readonly<Record<string, string>>;
}

/**
 * Compare two releases of a stack. Variables and labels of a component that only one of them has are not listed: the
 * component is.
 */
export function stackDiff(running: ComparedStack, planned: ComparedStack): StackDiff {
  const before = byName(running);
  const after = byName(planned);
  const kept = (components: ReadonlyMap<string, ComponentDescription>) =>
    [...components.values()].filter(({ name }) => before.has(name) && after.has(name));
  const ports = keyChanges(asKeys(portsOf(running)), asKeys(portsOf(planned)));
  return {
    keys: {
      environment: keyChanges(
        textsByKey(kept(before), ({ environment }) => environment, running.variables),
        textsByKey(kept(after), ({ environment }) => environment, planned.variables),
      ),
      ports: { added: ports.added, removed: ports.removed },
      labels: labelChanges(kept(before), kept(after)),
    },
    components: [
      ...planned.components.map((component) => ({
        ...summary(component),
        change: changeOf(before.get(component.name), component),
      })),
      ...running.components
        .filter(({ name }) => !after.has(name))
        .map((component) => ({ ...summary(component), change: 'removed' as const })),
    ],
  };
}

function byName({ components }: ComparedStack): Map<string, ComponentDescription> {
  return new Map(components.map((component) => [component.name, component]));
}

function summary({ name, image }: ComponentDescription): Pick<ComponentChange, 'name' | 'image'> {
  return { name, image };
}

function changeOf(
  before: ComponentDescription | undefined,
  after: ComponentDescription,
): ComponentChange['change'] {
  if (!before) return 'added';
  return before.configHash === after.configHash && before.image === after.image ? 'none' : 'changed';
}

function portsOf({ components }: ComparedStack): string[] {
  return components.flatMap(({ ports }) => ports);
}

function labelChanges(
  before: readonly ComponentDescription[],
  after: readonly ComponentDescription[],
): KeyChanges {
  return keyChanges(
    textsByKey(before, ({ labels }) => labels),
    textsByKey(after, ({ labels }) => labels),
  );
}

/** The values of each key, as text to compare: that of the stack, and those of its components by their names. */
function textsByKey(
  components: readonly ComponentDescription[],
  valuesOf: (component: ComponentDescription) => Readonly<Record<string, string>>,
  ofStack: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const texts = new Map<string, string[]>();
  const add = (place: string, values: Readonly<Record<string, string>>) => {
    for (const [key, value] of Object.entries(values))
      texts.set(key, [...(texts.get(key) ?? []), place, value]);
  };
  add('', ofStack);
  for (const component of components) add(component.name, valuesOf(component));
  return Object.fromEntries([...texts].map(([key, parts]) => [key, JSON.stringify(parts)]));
}
