import { z } from 'zod';
import { singleLine } from '../../domain/input/text';
import type { TemplateDescription } from '../../services/catalogues/describe-template';
import { type CataloguedTemplate, typeOf } from '../../services/catalogues/find-template';
import { letterMark } from '../../services/catalogues/letter-mark';
import { nameSearch } from '../wire/query';
import { problemWire, toProblemWire } from './problem-schema';

const MAX_LIMIT = 100;
const DEFAULT_LIMIT = 50;

export const listInput = z.strictObject({
  search: nameSearch.optional(),
  category: singleLine(100).optional(),
  catalogue: singleLine(100).optional(),
  cursor: singleLine(255).optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
});

const templateWire = z
  .object({
    type: z.string(),
    catalogue: z.string(),
    name: z.string(),
    slogan: z.string().nullable(),
    documentation: z.string().nullable(),
    category: z.string().nullable(),
    tags: z.array(z.string()),
    /** Logo as SVG. */
    logo: z.string(),
    port: z.number().nullable(),
    minversion: z.string().nullable(),
    amd_only: z.boolean(),
  })
  .meta({ id: 'TemplateListItem' });

export const templatePage = z
  .object({ items: z.array(templateWire), next_cursor: z.string().nullable() })
  .meta({ id: 'TemplatePage' });

export const templateDetails = templateWire
  .extend({
    /** The compose file as it was written. */
    file: z.string(),
    services: z.array(
      z.object({ name: z.string(), image: z.string().nullable(), depends_on: z.array(z.string()) }),
    ),
    volumes: z.array(z.string()),
    variables: z.array(
      z.object({
        name: z.string(),
        default: z.string().nullable(),
        is_required: z.boolean(),
        is_generated: z.boolean(),
      }),
    ),
    domains: z.array(z.object({ service: z.string(), port: z.number().nullable(), path: z.string() })),
    ports: z.array(
      z.object({
        service: z.string(),
        host_port: z.number().nullable(),
        container_port: z.number(),
        protocol: z.enum(['tcp', 'udp']),
      }),
    ),
    /** Whether it requests access to the host, under the host access policy of the organization. */
    needs_host_access: z.boolean(),
    policy: z.array(problemWire),
    problems: z.array(problemWire),
    notes: z.array(problemWire),
  })
  .meta({ id: 'Template' });

export function toTemplateWire(found: CataloguedTemplate): z.infer<typeof templateWire> {
  const { about } = found.template;
  return {
    type: typeOf(found),
    catalogue: found.catalogue,
    name: about.name,
    slogan: about.slogan,
    documentation: about.documentation,
    category: about.category,
    tags: [...about.tags],
    logo: letterMark(about.name),
    port: about.port,
    minversion: about.minimumVersion,
    amd_only: about.amd64Only,
  };
}

export function toTemplateDetails({
  verdict,
  ...found
}: TemplateDescription): z.infer<typeof templateDetails> {
  const project = verdict.resolved?.project;
  return {
    ...toTemplateWire(found),
    file: found.template.compose,
    services: (project?.services ?? []).map(({ name, image, dependsOn }) => ({
      name,
      image,
      depends_on: dependsOn.map(({ service }) => service),
    })),
    volumes: (project?.volumes ?? []).map((volume) => volume.key),
    variables: [
      ...verdict.magic.map(({ name }) => ({ name, default: null, is_required: false, is_generated: true })),
      ...verdict.variables.map(({ name, defaultValue, required }) => ({
        name,
        default: defaultValue,
        is_required: required !== null,
        is_generated: false,
      })),
    ],
    domains: verdict.domains.map(({ service, port, path }) => ({ service, port, path })),
    ports: verdict.ports.flatMap(({ service, ports }) =>
      ports.map(({ hostPort, containerPort, protocol }) => ({
        service,
        host_port: hostPort,
        container_port: containerPort,
        protocol,
      })),
    ),
    needs_host_access: verdict.policy.length > 0,
    policy: verdict.policy.map(toProblemWire),
    problems: verdict.problems.map(toProblemWire),
    notes: verdict.warnings.map(toProblemWire),
  };
}
