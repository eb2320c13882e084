import type { Command } from '../../domain/command';
import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import type { CommandTemplate, Facts, Text } from './types';

/** The text once its facts are known. A missing fact is a defect of the plan, not of the deployment. */
export function resolveText(text: Text, facts: Facts): string {
  if (typeof text === 'string') return text;
  if ('join' in text) return text.join.map((part) => resolveText(part, facts)).join('');
  const value = facts[text.fact];
  if (value === undefined)
    throw new AppError('internal', `The plan uses "${text.fact}" before a step found it.`);
  return value;
}

/** The text as a plan shows it: facts that are not known yet stand as `‹name›`. */
export function renderText(text: Text, known: Facts = {}): string {
  if (typeof text === 'string') return text;
  if ('join' in text) return text.join.map((part) => renderText(part, known)).join('');
  return known[text.fact] ?? `‹${text.fact}›`;
}

/** The command to run now. The engine's folders and Docker belong to root on every server. */
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
