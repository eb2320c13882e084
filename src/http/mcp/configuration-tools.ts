import { z } from 'zod';
import type { Permission } from '../../domain/permission/vocabulary';
import { callProcedure } from './call-procedure';
import { uuidInput } from './reading-tools';
import { tool } from './tool';

/** Only callers who may apply documents get these tools; the others have find and inspect. */
const permissions: readonly Permission[] = ['project:update'];

export const exportConfigurationTool = tool({
  name: 'export_configuration',
  description: 'Export a project as a YAML document, without secret values.',
  input: z.strictObject({ uuid: uuidInput }),
  permissions,
  isReadOnly: true,
  call: async ({ uuid }, session) => ({
    data: { document: await callProcedure(session, 'configuration.export', { uuid }) },
    isUntrusted: true,
  }),
});

export const planConfigurationTool = tool({
  name: 'plan_configuration',
  description: 'Plan what an edited or new document would change. Returns a plan_id for apply_configuration.',
  input: z.strictObject({
    document: z.string(),
    project_uuid: uuidInput.optional(),
    secrets: z.record(z.string(), z.string()).optional().describe('Values for !secret NAME, by NAME'),
    prune: z.boolean().optional().describe('Delete what is not in the document'),
  }),
  permissions,
  isReadOnly: true,
  call: async (asked, session) => ({
    data: await callProcedure(session, 'configuration.plan', asked),
    isUntrusted: true,
  }),
});

export const applyConfigurationTool = tool({
  name: 'apply_configuration',
  description: 'Carry out a plan for a document exactly, once. 409: plan again.',
  input: z.strictObject({ plan_id: z.string().max(36) }),
  permissions,
  isReadOnly: false,
  call: async ({ plan_id }, session) => ({
    data: await callProcedure(session, 'configuration.applyPlan', { uuid: plan_id }),
  }),
});
