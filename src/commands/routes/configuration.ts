import { buildCommand } from '@stricli/core';
import type { ApplyFlags } from '../configuration/apply';
import type { PlanFlags } from '../configuration/plan';
import type { PlaceFlags } from '../connection/session';
import { jsonFlags, placeFlags, text } from '../flags';
import type { Terminal } from '../terminal';

const flag = (brief: string) => ({ kind: 'boolean', optional: true, withNegated: false, brief }) as const;
const optional = (brief: string, placeholder: string) =>
  ({ kind: 'parsed', parse: text, optional: true, brief, placeholder }) as const;

const file = 'Document, or - for standard input';
const documentFlags = {
  ...placeFlags,
  ...jsonFlags,
  project: optional('Project, if its name differs from the one in the document', 'NAME'),
  prune: flag('Delete what is not in the document, and replace what cannot be changed'),
  secrets: optional('Values for !secret NAME: a YAML or JSON file with NAME: value', 'FILE'),
};
const references =
  '!env NAME is read from the environment, !file PATH from the folder of the document, !secret NAME from --secrets; secrets without a value keep their current value.';

/** Configuration as code. */
export const configurationRoutes = {
  export: buildCommand<PlaceFlags, [string?], Terminal>({
    loader: async () => (await import('../configuration/export')).exportProject,
    parameters: {
      flags: placeFlags,
      positional: {
        kind: 'tuple',
        parameters: [
          { parse: text, optional: true, brief: 'Name or id of the project', placeholder: 'PROJECT' },
        ],
      },
    },
    docs: {
      brief: 'Print a project as a document, without secret values',
      fullDescription:
        'Print a project as a YAML document, without secret values: gantry export Shop > gantry.yaml.',
    },
  }),
  plan: buildCommand<PlanFlags, [], Terminal>({
    loader: async () => (await import('../configuration/plan')).plan,
    parameters: {
      flags: { ...documentFlags, file: { kind: 'parsed', parse: text, brief: file, placeholder: 'FILE' } },
      aliases: { f: 'file' },
    },
    docs: {
      brief: 'Show what a document changes',
      fullDescription: `Show what a document would change, without applying it. ${references}`,
    },
  }),
  apply: buildCommand<ApplyFlags, [], Terminal>({
    loader: async () => (await import('../configuration/apply')).apply,
    parameters: {
      flags: {
        ...documentFlags,
        plan: optional('Carry out exactly this plan, or fail', 'ID'),
        file: optional(file, 'FILE'),
        yes: flag('Apply without asking'),
      },
      aliases: { f: 'file', y: 'yes' },
    },
    docs: {
      brief: 'Apply a plan or a document',
      fullDescription: `Apply a plan, or plan, confirm and apply a document. Prints the project id; start deployments yourself. ${references}`,
    },
  }),
};
