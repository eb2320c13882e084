import type { Client } from '../../client/client-type';
import type { OutputOf } from '../../client/types';

export type ConfigurationPlan = OutputOf<Client['configuration']['plan']>;
type Change = ConfigurationPlan['changes'][number];

const marks: Record<Change['action'], string> = {
  create: '+',
  change: '~',
  replace: '±',
  delete: '-',
  keep: '=',
};

/** Format the plan of a document for a user. */
export function planText({ changes, deployments }: ConfigurationPlan): string {
  if (changes.length === 0) return 'Nothing changes.\n';
  const after = deployments.length > 0 ? ['', `Deploy afterwards: ${deployments.join(', ')}`] : [];
  return [...changes.flatMap(changeLines), ...after, ''].join('\n');
}

function changeLines({ action, path, fields, downtime }: Change): string[] {
  const isKept = action === 'keep';
  const kept =
    fields.length > 0
      ? 'kept; use --prune to replace it'
      : 'not in the document, kept; use --prune to delete it';
  const note = isKept ? ` (${kept})` : downtime === 'none' ? '' : ` (${downtime})`;
  const lines = fields.map(
    ({ name, from, to }) => `    ${name}${isSecret(from, to) ? '' : `: ${shown(from)} → ${shown(to)}`}`,
  );
  return [`${marks[action]} ${path}${note}`, ...lines];
}

/** Whether a value is secret: a plan has null on both sides. */
function isSecret(from: unknown, to: unknown): boolean {
  return from === null && to === null;
}

function shown(value: unknown): string {
  return value === null ? 'none' : typeof value === 'string' ? value : JSON.stringify(value);
}
