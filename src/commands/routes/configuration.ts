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
  project: optional('Project, when it is not the one with the name of the document', 'NAME'),
  prune: flag('Delete what is not in the document, replace what cannot be changed'),
  secrets: optional('Values of !secret NAME: a YAML or JSON file of NAME: value', 'FILE'),
};
const references =
  '!env NAME is read from the environment, !file PATH from the folder of the document, !secret NAME from --secrets; a secret without a value stays as it is.';

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
      brief: 'Print a project as a document, without the value of any secret',
      fullDescription:
        'Print a project as a YAML document, without the value of any secret: gantry export Shop > gantry.yaml.',
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
      fullDescription: `Show what a document changes, and do nothing. ${references}`,
    },
  }),
  apply: buildCommand<ApplyFlags, [], Terminal>({
    loader: async () => (await import('../configuration/apply')).apply,
    parameters: {
      flags: {
        ...documentFlags,
        plan: optional('Do exactly what this plan says, or fail', 'ID'),
        file: optional(file, 'FILE'),
        yes: flag('Apply without a question'),
      },
      aliases: { f: 'file', y: 'yes' },
    },
    docs: {
      brief: 'Apply a plan of a document, or a document',
      fullDescription: `Apply a plan of a document, or plan, confirm and apply a document. Prints the id of the project; deployments are yours to start. ${references}`,
    },
  }),
};
