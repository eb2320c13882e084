import { z } from 'zod';
import { callProcedure, getOperation } from './call-procedure';
import { applyOperation } from './changing-tools';
import { ofAnyOperation } from './permitted';
import { tool } from './tool';

export const callOperationTool = tool({
  name: 'call_operation',
  description:
    'Call an API operation by name; input has its fields, including path parameters. Changes need a plan_id.',
  input: z.strictObject({
    operation: z.string().max(100),
    input: z.record(z.string(), z.unknown()).default({}),
    plan_id: z.string().max(36).optional(),
  }),
  permissions: ofAnyOperation,
  isReadOnly: false,
  async call({ operation, input, plan_id }, session) {
    const changes = getOperation(session, operation).type === 'mutation';
    const data = changes
      ? await applyOperation(session, { operation, input }, plan_id)
      : await callProcedure(session, operation, input);
    return { data, isUntrusted: true };
  },
});
