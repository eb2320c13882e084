import type { ComposeProblem } from '../../domain/compose/problem';
import type { ComposePort } from '../../domain/compose/service';
import type { Template } from '../../domain/compose/template';
import type { ComposeVariable, MagicDomain, MagicVariable } from '../../domain/compose/variables';
import { Secret } from '../../domain/secret';
import { magicVariables } from '../compose/magic';
import { addressValues, createMagicValues } from '../compose/magic-values';
import { parseCompose } from '../compose/parse';
import { checkPolicy } from '../compose/policy';
import { resolveCompose } from '../compose/resolve';
import type { ComposeFile, ResolvedCompose } from '../compose/types';
import { unusableParts } from '../compose/unusable';
import { composeVariables } from '../compose/variables';
import { fillConfiguration } from './fill';

/** What a template will create, found with throw-away values. */
export interface TemplateVerdict {
  /** Ordinary variables that the user may set. */
  variables: readonly ComposeVariable[];
  /** Generated variables. */
  magic: readonly MagicVariable[];
  domains: readonly MagicDomain[];
  /** Ports it takes on the server, by service. */
  ports: readonly { service: string; ports: readonly ComposePort[] }[];
  /** What it requires of the host; empty for nothing. */
  policy: readonly ComposeProblem[];
  warnings: readonly ComposeProblem[];
  /** null: the file does not resolve. */
  resolved: ResolvedCompose | null;
  problems: readonly ComposeProblem[];
}

const nothing = {
  variables: [],
  magic: [],
  domains: [],
  ports: [],
  policy: [],
  warnings: [],
  resolved: null,
} as const;

/** Check what a template will create. @param now time at which tokens are issued */
export function judgeTemplate(template: Template, now: Date): TemplateVerdict {
  const parsed = parseCompose(template.compose);
  if (!parsed.ok) return { ...nothing, problems: parsed.problems };
  const verdict = judgeFile(parsed.value, template.configuration, now);
  return { ...verdict, warnings: [...parsed.warnings, ...verdict.warnings] };
}

/** Check what a parsed file will create. @param of its stack, with the variables; null for none */
export function judgeFile(
  file: ComposeFile,
  configuration: Template['configuration'],
  now: Date,
  of: { uuid: string; variables: ReadonlyMap<string, Secret> } | null = null,
): TemplateVerdict {
  const uuid = of?.uuid ?? null;
  const magic = magicVariables(file);
  let hosts = 0;
  let ports = 20_000;
  const surroundings = { host: () => `app${++hosts}.example.com`, port: () => ++ports, now };
  const filled = configuration ? fillConfiguration(configuration, surroundings) : null;
  const variables = composeVariables(file, magic);
  const values = new Map<string, Secret>([
    // Values that the user has to fill in.
    ...variables
      .filter(({ required }) => required !== null)
      .map(({ name }) => [name, new Secret('1')] as const),
    ...createMagicValues(magic, new Map(), now),
    ...addressValues(
      magic,
      new Map(
        magic.domains.map(({ label, path }) => [
          label,
          { scheme: 'https', host: `${label}.example.com`, path },
        ]),
      ),
    ),
    ...(filled?.environment ?? []),
    ...[...(of?.variables ?? [])].filter(([, value]) => value.reveal() !== ''),
  ]);
  const unfilled = magic.variables.filter(({ name }) => !values.has(name));
  const outcome = resolveCompose(file, { variables: values });
  const found = { ...nothing, variables, magic: magic.variables, domains: magic.domains };
  if (!outcome.ok) return { ...found, problems: outcome.problems };
  const { project } = outcome.value;
  const strangers = (filled?.domains ?? []).filter(
    ({ service }) => !project.services.some(({ name }) => name === service),
  );
  return {
    ...found,
    ports: project.services
      .filter((service) => service.ports.length > 0)
      .map((service) => ({ service: service.name, ports: service.ports })),
    policy: checkPolicy(outcome.value, { hostAccess: 'deny' }),
    warnings: outcome.warnings,
    resolved: outcome.value,
    problems: [
      ...unusableParts(outcome.value, uuid),
      ...unfilled.map(({ name }) => ({
        line: 1,
        column: 1,
        key: name,
        message: 'No value could be generated.',
      })),
      ...strangers.map(({ service }) => ({
        line: 1,
        column: 1,
        service,
        message: 'template.toml: a domain refers to a service that is not in the compose file.',
      })),
    ],
  };
}
