import { z } from 'zod';
import { isBeyondNames, isSensitive } from '../domain/sensitive';
import { eventSchemaOf } from './event-stream';
import { innerSchemas, wrappedSchema } from './schema-fields';

/** The marked fields that one caller may see. */
export interface Disclosure {
  /**
   * Whether secrets of objects in this project may be sent; null: the object is in no project, or in an unknown one.
   */
  showsSecrets(projectUuid: string | null): boolean;
  showsBeyondNames: boolean;
  /** Project of the object that the whole output is about. */
  projectUuid: string | null;
  /** Collects the names of removed fields. */
  removed: Set<string>;
}

/** Removes from a validated value what the disclosure does not show. */
export type Walker = (value: unknown, disclosure: Disclosure) => unknown;

/** Build the walker of a schema; null if nothing in it is marked, so that most outputs are not walked at all. */
export function walkerFor(schema: z.ZodType): Walker | null {
  return build(schema, new Map());
}

/** Walkers under construction, by schema: a recursive schema meets itself. */
type Building = Map<z.ZodType, Walker>;

function build(schema: z.ZodType, building: Building): Walker | null {
  const wrapped = wrappedSchema(schema);
  if (wrapped) return build(wrapped, building);
  if (schema instanceof z.ZodObject) return objectWalker(schema, building);
  const parts = innerSchemas(schema);
  if (schema instanceof z.ZodUnion) return unionWalker(parts, building);
  const walkers = parts.map((part) => build(part, building));
  const [first = null] = walkers;
  if (schema instanceof z.ZodArray) return arrayWalker(first);
  if (schema instanceof z.ZodTuple) return tupleWalker(walkers);
  if (schema instanceof z.ZodRecord) return recordWalker(first);
  if (schema instanceof z.ZodIntersection) return everyWalker(walkers);
  return null;
}

function arrayWalker(item: Walker | null): Walker | null {
  return (
    item &&
    ((value, disclosure) => (Array.isArray(value) ? value.map((each) => item(each, disclosure)) : value))
  );
}

function tupleWalker(items: readonly (Walker | null)[]): Walker | null {
  if (items.every((item) => item === null)) return null;
  return (value, disclosure) =>
    Array.isArray(value) ? value.map((each, at) => items[at]?.(each, disclosure) ?? each) : value;
}

function recordWalker(member: Walker | null): Walker | null {
  return (
    member &&
    ((value, disclosure) =>
      isRecord(value)
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, member(each, disclosure)]))
        : value)
  );
}

/** Combine walkers. What any of them marks is removed, for example for both halves of an intersection. */
function everyWalker(walkers: readonly (Walker | null)[]): Walker | null {
  if (walkers.every((walk) => walk === null)) return null;
  return (value, disclosure) => walkers.reduce((walked, walk) => walk?.(walked, disclosure) ?? walked, value);
}

/**
 * A value of a union may match several options. What any of them marks is removed: an option that happens to accept
 * more must not let through what another one calls a secret.
 */
function unionWalker(options: readonly z.ZodType[], building: Building): Walker | null {
  const walkers = options.flatMap((option) => {
    const walk = build(option, building);
    return walk ? [{ option, walk }] : [];
  });
  if (walkers.length === 0) return null;
  return (value, disclosure) =>
    walkers.reduce(
      (walked, { option, walk }) => (option.safeParse(value).success ? walk(walked, disclosure) : walked),
      value,
    );
}

/** Field with which an object names its project, which then decides about the secrets of the object. */
const projectKey = 'project_uuid';

function objectWalker(schema: z.ZodObject, building: Building): Walker | null {
  const known = building.get(schema);
  if (known) return known;
  const secrets: string[] = [];
  const beyondNames: string[] = [];
  const nested: [string, Walker][] = [];
  const walk: Walker = (value, disclosure) => {
    if (!isRecord(value)) return value;
    const project = value[projectKey];
    const here = typeof project === 'string' ? { ...disclosure, projectUuid: project } : disclosure;
    const copy = { ...value };
    if (!here.showsSecrets(here.projectUuid)) remove(copy, secrets, here.removed);
    if (!here.showsBeyondNames) remove(copy, beyondNames, here.removed);
    for (const [key, walkMember] of nested) {
      if (key in copy) copy[key] = walkMember(copy[key], here);
    }
    return copy;
  };
  building.set(schema, walk);
  for (const [key, member] of Object.entries(schema.shape)) {
    const field = member as z.ZodType; // zod types inner schemas as its core base class
    if (isSensitive(field)) secrets.push(key);
    else if (isBeyondNames(field)) beyondNames.push(key);
    const walkMember = build(field, building);
    if (walkMember) nested.push([key, walkMember]);
  }
  return secrets.length + beyondNames.length + nested.length === 0 ? null : walk;
}

/**
 * Whether every secret of a schema is in an object that names its project, so that the project need not be looked up.
 */
export function placesItsSecrets(schema: z.ZodType): boolean {
  return areSecretsPlaced(eventSchemaOf(schema) ?? schema, new Set());
}

function areSecretsPlaced(schema: z.ZodType, path: ReadonlySet<z.ZodType>): boolean {
  if (path.has(schema)) return true;
  if (schema instanceof z.ZodObject) {
    if (projectKey in schema.shape) return true;
    // zod types inner schemas as its core base class
    if (Object.values(schema.shape).some((field) => isSensitive(field as z.ZodType))) return false;
  }
  const below = new Set([...path, schema]);
  return innerSchemas(schema).every((each) => areSecretsPlaced(each, below));
}

function remove(from: Record<string, unknown>, keys: readonly string[], removed: Set<string>): void {
  for (const key of keys) {
    if (!(key in from)) continue;
    delete from[key];
    removed.add(key);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
