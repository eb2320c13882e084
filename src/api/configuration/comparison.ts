import { Reference } from '../../domain/configuration-reference';
import { invalidField } from '../../domain/error';
import type { PlannedCall } from './calls';
import type { Change, FieldChange } from './changes';
import type { ProjectState } from './export';
import type { Members } from './members';

/** What a plan becomes while the document is compared with the project. */
export interface Comparison {
  state: ProjectState;
  /** Values that came with the document: by the name of a secret, by `env:NAME` and by `file:PATH`. */
  given: Readonly<Record<string, string>>;
  prunes: boolean;
  changes: Change[];
  /** In the order in which they are made; what is removed comes last. */
  calls: PlannedCall[];
  removals: PlannedCall[];
  /** Paths of the workloads that need a deployment. */
  deployments: string[];
  /** References without a value. */
  missing: Set<string>;
}

export const section = {
  applications: 'application',
  databases: 'database',
  services: 'stack',
} as const;
export type Section = keyof typeof section;

/** A value of the document against what is there: the same, or the plain value to write. */
export type Wanted = { isSame: true } | { isSame: false; value: unknown };

/**
 * Compare one value. A reference without a given value is the same as what is there; where nothing is there it is
 * missing.
 */
export function wanted(comparison: Comparison, desired: unknown, current: unknown): Wanted {
  const { given, missing, state } = comparison;
  const known = current instanceof Reference ? state.values.get(current.name) : current;
  if (!(desired instanceof Reference)) {
    const isSame = JSON.stringify(desired ?? null) === JSON.stringify(known ?? null);
    return isSame ? { isSame } : { isSame, value: desired };
  }
  const name = desired.kind === 'secret' ? desired.name : `${desired.kind}:${desired.name}`;
  const value = Object.hasOwn(given, name) ? given[name] : undefined;
  if (value !== undefined) return value === known ? { isSame: true } : { isSame: false, value };
  if (current !== undefined) return { isSame: true };
  missing.add(name);
  return { isSame: false, value: '' };
}

/** A value as a plan shows it: never one of a secret. */
export function shown(value: unknown): unknown {
  return value instanceof Reference || value === undefined ? null : value;
}

/**
 * The members that a document changes, as fields of a plan and as an input. One that it does not say gets its default;
 * a secret, and one without a default, keeps what it has.
 */
export function changedMembers(
  comparison: Comparison,
  { current, desired, defaults }: { current: Members; desired: Members; defaults: Members },
): { fields: FieldChange[]; input: Members } {
  const fields: FieldChange[] = [];
  const input: Members = {};
  for (const [name, initial] of Object.entries(defaults)) {
    const isKept = current[name] instanceof Reference || initial === undefined;
    if (isKept && desired[name] === undefined) continue;
    const before = current[name] ?? initial;
    const after = desired[name] ?? initial;
    const isUnset = before === null || before === undefined;
    const result = wanted(comparison, after, isUnset ? undefined : before);
    if (result.isSame) continue;
    input[name] = result.value ?? null;
    const isSecret = before instanceof Reference || after instanceof Reference;
    fields.push({ name, from: isSecret ? null : shown(before), to: isSecret ? null : shown(after) });
  }
  return { fields, input };
}

/** Refuse members of a document that mean nothing here: a typing error must not be taken for a default. */
export function refuseUnknown(path: string, desired: Members, known: ReadonlySet<string>): void {
  const unknown = Object.keys(desired).find((name) => !known.has(name));
  if (unknown !== undefined)
    throw invalidField(`${path}/${unknown}`.slice(0, 200), 'This field is not allowed.');
}
