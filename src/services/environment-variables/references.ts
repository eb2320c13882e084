import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';

/** The exact references of deployment contract D5.2; any other double braces are text. */
const reference = /\{\{(team|project|environment|server)\.([A-Za-z_][A-Za-z0-9_.]*)\}\}/g;

export type SharedScope = 'team' | 'project' | 'environment' | 'server';

/** Value of a shared variable, or null when the scope has none of this name. */
export type SharedLookup = (scope: SharedScope, name: string) => Secret | null;

/** Shared variables have no table yet, so every reference is to an unknown name. */
export const noSharedVariables: SharedLookup = () => null;

/** The references in a value that lookup does not know, such as `{{team.DATABASE}}`. */
export function unknownReferences(value: Secret, lookup: SharedLookup): string[] {
  const matches = [...value.reveal().matchAll(reference)];
  return matches.filter(([, scope, name]) => found(lookup, scope, name) === null).map(([text]) => text);
}

/**
 * The value with its references replaced.
 * @throws AppError that names the variable and what it refers to (D5.3): never an empty string, never the placeholder
 */
export function resolveReferences(key: string, value: Secret, lookup: SharedLookup): Secret {
  const [unknown] = unknownReferences(value, lookup);
  if (unknown !== undefined)
    throw new AppError(
      'bad_request',
      `The environment variable ${key} refers to ${unknown}, which does not exist. ` +
        'Create the shared variable, or mark this one as literal.',
    );
  return new Secret(
    value.reveal().replace(reference, (text, scope, name) => found(lookup, scope, name)?.reveal() ?? text),
  );
}

function found(lookup: SharedLookup, scope: string | undefined, name: string | undefined): Secret | null {
  if (scope !== 'team' && scope !== 'project' && scope !== 'environment' && scope !== 'server') return null;
  return name === undefined ? null : lookup(scope, name);
}
