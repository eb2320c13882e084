import { AppError } from '../../domain/error';
import { ENV_TOTAL_MAX_BYTES } from '../../domain/input/env-value';
import { Secret } from '../../domain/secret';
import type { SharedLookup } from '../shared-variables/lookup';

/** The exact references of deployment contract D5.2; any other double braces are text. */
const reference = /\{\{(team|project|environment|server)\.([A-Za-z_][A-Za-z0-9_.]*)\}\}/g;

/** How deeply shared variables may be nested (D5.3). */
const DEEPEST = 5;

type Scope = Parameters<SharedLookup>[0];

/** Whether a value contains references. */
export function hasReferences(value: Secret): boolean {
  return value.reveal().search(reference) !== -1;
}

/**
 * Replace the references in a value, including those in the values that they refer to.
 * @throws AppError naming the variable and what it refers to (D5.3): never an empty string, never the placeholder
 */
export function resolveReferences(key: string, value: Secret, lookup: SharedLookup): Secret {
  return new Secret(new Resolution(key, lookup).resolve(value.reveal(), []));
}

/** The resolution of one variable. */
class Resolution {
  readonly #key: string;
  readonly #lookup: SharedLookup;
  /** Resolved references: one that is used a thousand times is resolved once. */
  readonly #known = new Map<string, string>();
  /** Characters that may still be inserted: nested references can grow without end. */
  #left = ENV_TOTAL_MAX_BYTES;

  constructor(key: string, lookup: SharedLookup) {
    this.#key = key;
    this.#lookup = lookup;
  }

  /** @param trail references that led here, first one first */
  resolve(text: string, trail: readonly string[]): string {
    return text.replace(reference, (whole, scope: Scope, name: string) => {
      const resolved = this.#known.get(whole) ?? this.#find(whole, scope, name, trail);
      this.#known.set(whole, resolved);
      this.#left -= resolved.length;
      if (this.#left < 0) throw this.#refusal('refers to more than a megabyte of shared variables.');
      return resolved;
    });
  }

  #find(whole: string, scope: Scope, name: string, trail: readonly string[]): string {
    if (trail.includes(whole))
      throw this.#refusal(
        `refers to itself: ${[...trail, whole].join(' → ')}. Remove one of these references.`,
      );
    const found = this.#lookup(scope, name);
    if (!found)
      throw this.#refusal(
        `refers to ${whole}, which does not exist. Create the shared variable, or mark this one as literal.`,
      );
    const value = found.value.reveal();
    if (found.isLiteral) return value;
    if (trail.length >= DEEPEST - 1 && hasReferences(found.value))
      throw this.#refusal(`refers to shared variables more than ${DEEPEST} deep: ${trail.join(' → ')}.`);
    return this.resolve(value, [...trail, whole]);
  }

  #refusal(what: string): AppError {
    return new AppError('bad_request', `The environment variable ${this.#key} ${what}`);
  }
}
