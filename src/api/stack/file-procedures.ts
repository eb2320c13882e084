import { z } from 'zod';
import { planStack } from '../../services/stacks/plan';
import { convertText, validateFile } from '../../services/stacks/validate';
import { changesNothing } from '../audit';
import { can } from '../authorize';
import { toProblemWire } from '../template/problem-schema';
import { pathId } from '../wire/answers';
import { convertedWire, planWire, toPlanWire, validationWire } from './file-schema';
import { composeFile } from './input';

const tag = 'Services';
const MAX_TEXT = 1024 * 1024;

/** The procedures that examine compose files, with or without a service. They change nothing. */
export const fileProcedures = {
  validate: can('template:read', {
    rest: {
      method: 'POST',
      path: '/services/validate',
      status: 200,
      tag,
      summary: 'Validate a compose file',
    },
    input: z.strictObject({
      docker_compose_raw: composeFile,
      service_uuid: z.string().optional().meta({ description: 'Use the variables of this service.' }),
      ignore_unknown_keys: z.boolean().optional(),
    }),
    output: validationWire,
    audit: changesNothing,
  }).mutation(async ({ ctx, input }) => {
    const { docker_compose_raw: text, service_uuid: uuid, ignore_unknown_keys } = input;
    const options = { ...(ignore_unknown_keys !== undefined && { ignoreUnknownKeys: ignore_unknown_keys }) };
    const { problems, warnings, verdict } = await validateFile(ctx.scope, text, uuid, options);
    return {
      valid: problems.length === 0,
      problems: problems.map(toProblemWire),
      warnings: warnings.map(toProblemWire),
      services: verdict?.resolved?.project.services.map(({ name }) => name) ?? [],
      variables: [
        ...(verdict?.magic.map(({ name }) => name) ?? []),
        ...(verdict?.variables.map(({ name }) => name) ?? []),
      ],
    };
  }),

  convert: can('template:read', {
    rest: {
      method: 'POST',
      path: '/services/convert',
      status: 200,
      tag,
      summary: 'Convert a docker run command to a compose file',
    },
    input: z.strictObject({
      text: z
        .string()
        .min(1, 'Must not be empty.')
        .max(MAX_TEXT)
        .meta({ description: '`docker run …`, or a compose file, which is returned unchanged.' }),
    }),
    output: convertedWire,
    audit: changesNothing,
  }).mutation(({ input }) => {
    const { file, notes } = convertText(input.text);
    return { file, notes: [...notes] };
  }),

  plan: can('service:deploy', {
    rest: {
      method: 'POST',
      path: '/services/{uuid}/plan',
      status: 200,
      tag,
      summary: 'Plan a release of a service, or of an application from a compose file',
      bodyOptional: true,
    },
    object: { type: 'service', input: 'uuid' },
    input: z.strictObject({
      uuid: pathId,
      docker_compose_raw: composeFile.optional().meta({ description: 'Instead of its current file.' }),
    }),
    output: planWire,
    audit: changesNothing,
  }).mutation(async ({ ctx, input: { uuid, docker_compose_raw: compose } }) =>
    toPlanWire(await planStack(ctx.scope, uuid, { compose })),
  ),
};
