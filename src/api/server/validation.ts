import { z } from 'zod';
import { beyondNames } from '../../domain/sensitive';
import { serverStates } from '../../domain/states';
import { validationStep } from '../../domain/validation-step';
import { acceptHostKey } from '../../services/servers/accept-host-key';
import { getServer } from '../../services/servers/list';
import { requestValidation } from '../../services/servers/request-validation';
import { scanHostKeyFor } from '../../services/servers/scan-host-key';
import { storedSteps } from '../../services/servers/validation-steps';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { timestamp, toTimestamp } from '../wire/timestamp';
import { acceptHostKeyInput, scanHostKeyInput, validateServerInput } from './input';

const tag = 'Servers';

export const validationProcedures = {
  validate: can('server:validate', {
    rest: {
      method: 'POST',
      path: '/servers/{uuid}/validate',
      status: 201,
      tag,
      summary: 'Validate a server',
      getAlias: true,
      bodyOptional: true,
    },
    object: { type: 'server', input: 'uuid' },
    input: validateServerInput,
    output: messageAnswer,
    audit: 'server',
  }).mutation(async ({ ctx, input }) => {
    const install = input.install ?? false;
    await requestValidation(ctx.scope, input.uuid, install);
    return { message: install ? 'Validation and installation started.' : 'Validation started.' };
  }),

  validation: can('server:read', {
    rest: {
      method: 'GET',
      path: '/servers/{uuid}/validation',
      status: 200,
      tag,
      summary: 'Get the last validation',
    },
    object: { type: 'server', input: 'uuid' },
    input: z.strictObject({ uuid: pathId }),
    output: z.object({
      state: z.enum(serverStates),
      steps: beyondNames(z.array(validationStep)),
      validated_at: timestamp.nullable(),
      docker_version: z.string().nullable(),
      host_key_fingerprint: beyondNames(z.string().nullable()),
      presented_host_key_fingerprint: beyondNames(z.string().nullable()),
    }),
  }).query(async ({ ctx, input }) => {
    const server = await getServer(ctx.scope, input.uuid);
    return {
      state: server.state,
      steps: storedSteps(server),
      validated_at: server.validatedAt && toTimestamp(server.validatedAt),
      docker_version: server.dockerVersion,
      host_key_fingerprint: server.hostKeyFingerprint,
      presented_host_key_fingerprint: server.presentedHostKeyFingerprint,
    };
  }),

  scanHostKey: can('server:create', {
    rest: {
      method: 'POST',
      path: '/servers/scan-host-key',
      status: 200,
      tag,
      summary: 'Read the host key of a machine',
    },
    input: scanHostKeyInput,
    output: z.object({ type: z.string(), fingerprint: z.string() }),
    audit: 'server',
  }).mutation(async ({ ctx, input }) => {
    const { type, fingerprint } = await scanHostKeyFor(ctx.scope, input);
    return { type, fingerprint };
  }),

  acceptHostKey: can('server:update', {
    rest: {
      method: 'POST',
      path: '/servers/{uuid}/accept-host-key',
      status: 200,
      tag,
      summary: 'Accept a changed host key',
    },
    object: { type: 'server', input: 'uuid' },
    input: acceptHostKeyInput,
    also: () => ['server:validate'], // it queues a validation
    output: messageAnswer,
    audit: 'server',
  }).mutation(async ({ ctx, input }) => {
    await acceptHostKey(ctx.scope, input.uuid, input.fingerprint);
    return { message: 'Host key accepted. Validation started.' };
  }),
};
