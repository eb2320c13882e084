import type { ComposeProblem } from '../../domain/compose/problem';
import { Secret } from '../../domain/secret';
import { parseCompose } from './parse';
import { resolveCompose } from './resolve';
import type { ParseOptions, ResolvedCompose, ResolveOptions } from './types';

type Options = Omit<ResolveOptions, 'variables'> &
  ParseOptions & { variables?: Readonly<Record<string, string>> };

export interface ComposeReading {
  resolved: ResolvedCompose | null;
  problems: readonly ComposeProblem[];
  warnings: readonly ComposeProblem[];
}

/** Parse and resolve a text. */
export function readCompose(text: string, { variables = {}, ...options }: Options = {}): ComposeReading {
  const parsed = parseCompose(text, options);
  if (!parsed.ok) return { resolved: null, problems: parsed.problems, warnings: [] };
  const secrets = new Map(Object.entries(variables).map(([key, value]) => [key, new Secret(value)]));
  const outcome = resolveCompose(parsed.value, { ...options, variables: secrets });
  return outcome.ok
    ? { resolved: outcome.value, problems: [], warnings: [...parsed.warnings, ...outcome.warnings] }
    : { resolved: null, problems: outcome.problems, warnings: [] };
}

/** Read a file that must be accepted. */
export function composeProject(text: string, options: Options = {}) {
  const { resolved, problems } = readCompose(text, options);
  if (!resolved) throw new Error(problems.map(problemText).join('\n'));
  return resolved.project;
}

/** Read the first service of a file that must be accepted. */
export function firstService(text: string, options: Options = {}) {
  const [service] = composeProject(text, options).services;
  if (!service) throw new Error('The file has no service that is switched on.');
  return service;
}

/** Write a problem as `3:5 web healthcheck.interval: Must …`. */
export function problemText({ line, column, service, key, message }: ComposeProblem): string {
  return `${line}:${column}${service === undefined ? '' : ` ${service}`}${key === undefined ? '' : ` ${key}`}: ${message}`;
}

/** Replace secrets by their text, so that values can be compared. */
export function revealed(value: unknown): unknown {
  if (value instanceof Secret) return value.reveal();
  if (Array.isArray(value)) return value.map(revealed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revealed(item)]));
}
