import { z } from 'zod';
import { AppError } from '../../domain/error';
import { switchApi } from '../../services/installation/api-switch';
import { switchMcp } from '../../services/installation/mcp-switch';
import { whyNotReady } from '../../services/installation/readiness';
import { can, open, router } from '../authorize';
import { messageAnswer } from '../wire/answers';
import { sendFeedback } from './feedback';

/** The Coolify release whose contract `/api/v1` implements. Clients compare it (coolify-api §4.4). */
export const emulatedVersion = '4.3.11';

const noInput = z.strictObject({});

const health = open({
  input: noInput,
  output: z.literal('OK'),
  rate: 'health',
  rest: {
    method: 'GET',
    path: '/health',
    status: 200,
    tag: 'System',
    summary: 'Check that the server is running',
    answer: 'text',
    worksWhenDisabled: true,
  },
}).query(() => 'OK' as const);

const ready = open({
  input: noInput,
  output: z.literal('OK'),
  rate: 'health',
  rest: {
    method: 'GET',
    path: '/ready',
    status: 200,
    tag: 'System',
    summary: 'Check that the server is ready: database, schema and worker; 503 with the reason if not',
    answer: 'text',
    worksWhenDisabled: true,
  },
}).query(async ({ ctx }) => {
  const problem = await whyNotReady(ctx.services);
  if (problem !== null) throw new AppError('unavailable', problem, { headers: { 'Retry-After': '1' } });
  return 'OK' as const;
});

const version = can('system:read', {
  input: noInput,
  output: z.string(),
  rest: {
    method: 'GET',
    path: '/version',
    status: 200,
    tag: 'System',
    summary: 'Get the version of the API',
    answer: 'text',
  },
}).query(() => emulatedVersion);

const enableApi = can('settings:toggle_api', {
  roleRefusal: 'You are not allowed to enable the API.',
  input: noInput,
  output: messageAnswer,
  audit: 'instance',
  rest: {
    method: 'POST',
    path: '/enable',
    status: 200,
    tag: 'System',
    summary: 'Switch the API on',
    getAlias: true,
    worksWhenDisabled: true,
  },
}).mutation(async ({ ctx }) => {
  await switchApi(ctx.scope, true);
  return { message: 'API enabled.' };
});

const disableApi = can('settings:toggle_api', {
  roleRefusal: 'You are not allowed to disable the API.',
  input: noInput,
  output: messageAnswer,
  audit: 'instance',
  rest: {
    method: 'POST',
    path: '/disable',
    status: 200,
    tag: 'System',
    summary: 'Switch the API off',
    getAlias: true,
    worksWhenDisabled: true,
  },
}).mutation(async ({ ctx }) => {
  await switchApi(ctx.scope, false);
  return { message: 'API disabled.' };
});

const enableMcp = can('settings:toggle_api', {
  roleRefusal: 'You are not allowed to enable the MCP server.',
  input: noInput,
  output: messageAnswer,
  audit: 'instance',
  rest: {
    method: 'POST',
    path: '/mcp/enable',
    status: 200,
    tag: 'System',
    summary: 'Switch the MCP server on',
    worksWhenDisabled: true,
  },
}).mutation(async ({ ctx }) => {
  await switchMcp(ctx.scope, true);
  return { message: 'MCP server enabled.' };
});

const disableMcp = can('settings:toggle_api', {
  roleRefusal: 'You are not allowed to disable the MCP server.',
  input: noInput,
  output: messageAnswer,
  audit: 'instance',
  rest: {
    method: 'POST',
    path: '/mcp/disable',
    status: 200,
    tag: 'System',
    summary: 'Switch the MCP server off',
    worksWhenDisabled: true,
  },
}).mutation(async ({ ctx }) => {
  await switchMcp(ctx.scope, false);
  return { message: 'MCP server disabled.' };
});

export const systemRouter = router({
  health,
  ready,
  version,
  enableApi,
  disableApi,
  enableMcp,
  disableMcp,
  sendFeedback,
});
