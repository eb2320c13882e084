import { Reference } from '../../domain/configuration-reference';
import { invalidField } from '../../domain/error';
import type { PlannedCall } from './calls';
import type { Change, FieldChange } from './changes';
import type { ProjectState } from './export';
import type { Members } from './members';

/** State of the comparison between a document and its project, which becomes the plan. */
export interface Comparison {
  state: ProjectState;
  /** Values sent with the document: by the name of a secret, by `env:NAME` and by `file:PATH`. */
  given: Readonly<Record<string, string>>;
  prunes: boolean;
  changes: Change[];
  /** Calls in execution order; `removals` follow them. */
  calls: PlannedCall[];
  removals: PlannedCall[];
  /** Paths of the workloads that must be deployed afterwards. */
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

/** Result of comparing a value of the document with the current one: the same, or the plain value to write. */
export type Wanted = { isSame: true } | { isSame: false; value: unknown };

/**
 * Compare one value. A reference without a given value counts as unchanged if there is a current value, otherwise as
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

/** Get a value as a plan shows it; a secret becomes null. */
export function shown(value: unknown): unknown {
  return value instanceof Reference || value === undefined ? null : value;
}

/**
 * List the members that a document changes, as fields of a plan and as an input. An omitted member gets its default; an
 * omitted secret, or one without a default, keeps its value.
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

/** Refuse unknown members of a document: a typing error must not be taken for a default. */
export function refuseUnknown(path: string, desired: Members, known: ReadonlySet<string>): void {
  const unknown = Object.keys(desired).find((name) => !known.has(name));
  if (unknown !== undefined)
    throw invalidField(`${path}/${unknown}`.slice(0, 200), 'This field is not allowed.');
}
