import type { Command } from '../../domain/command';
import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import { type Facts, factsOf } from './facts';

/** Facts of a component with a text value, which may therefore be part of argv. */
export type ComponentTextFact = 'image' | 'digest' | 'containerId' | 'containerName';

const sharedTextFacts = ['commit', 'tool', 'toolMount', 'plannerImage', 'certificates'] as const;
/** Facts shared by all components with a text value. */
export type SharedTextFact = (typeof sharedTextFacts)[number];

interface KnownText {
  readonly fact: SharedTextFact | ComponentTextFact;
  /** Name of the component; null for a fact that all of them share. */
  readonly of: string | null;
}

function isShared(name: KnownText['fact']): name is SharedTextFact {
  return sharedTextFacts.some((shared) => shared === name);
}

/** Text that may depend on facts. Still data: a plan renders it as `‹commit›` before the fact is known. */
export type Text = string | KnownText | { readonly join: readonly Text[] };

export const fact = (name: SharedTextFact): Text => ({ fact: name, of: null });
export const componentFact = (of: string, name: ComponentTextFact): Text => ({ fact: name, of });
export const join = (...parts: readonly Text[]): Text => ({ join: parts });

/** A `Command` whose argv and environment may contain facts. */
export interface CommandTemplate {
  argv: readonly [Text, ...Text[]];
  env?: Readonly<Record<string, Text | Secret>>;
  stdin?: string | Secret;
  cwd?: string;
  deadlineMs: number;
}

/** Resolve a text once its facts are known. A missing fact is a defect of the plan, not of the deployment. */
export function resolveText(text: Text, facts: Facts): string {
  if (typeof text === 'string') return text;
  if ('join' in text) return text.join.map((part) => resolveText(part, facts)).join('');
  const value = known(text, facts);
  if (value === undefined)
    throw new AppError('internal', `The plan uses "${text.fact}" before a step found it.`);
  return value;
}

/** Render a text for a plan: unknown facts appear as `‹name›`. */
export function renderText(text: Text, facts: Facts = {}): string {
  if (typeof text === 'string') return text;
  if ('join' in text) return text.join.map((part) => renderText(part, facts)).join('');
  return known(text, facts) ?? `‹${text.fact}›`;
}

function known(text: KnownText, facts: Facts): string | undefined {
  const { fact: name, of } = text;
  if (isShared(name)) return facts[name];
  return of === null ? undefined : factsOf(facts, of)[name];
}

/** Resolve the command to run now, as root: the engine's folders and Docker belong to root on every server. */
export function resolveCommand(template: CommandTemplate, facts: Facts): Command {
  const [program, ...rest] = template.argv;
  return {
    ...template,
    argv: [resolveText(program, facts), ...rest.map((argument) => resolveText(argument, facts))],
    env: resolveEnvironment(template.env ?? {}, facts),
    asRoot: true,
  };
}

function resolveEnvironment(
  env: Readonly<Record<string, Text | Secret>>,
  facts: Facts,
): Record<string, string | Secret> {
  return Object.fromEntries(
    Object.entries(env).map(([key, value]) => [
      key,
      value instanceof Secret ? value : resolveText(value, facts),
    ]),
  );
}
