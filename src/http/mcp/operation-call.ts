import { z } from 'zod';
import { AppError } from '../../domain/error';
import { callProcedure, getOperation } from './call-procedure';
import { tool } from './tool';

export const callOperationTool = tool({
  name: 'call_operation',
  description: 'Call an API operation by its name, with its fields (those of the path too) in input.',
  input: z.strictObject({
    operation: z.string().max(100),
    input: z.record(z.string(), z.unknown()).default({}),
  }),
  permissions: [
    'project:read',
    'application:read',
    'application:create',
    'application:deploy',
    'system:read',
  ],
  isReadOnly: false,
  async call({ operation: name, input }, session) {
    if (getOperation(session, name).type === 'mutation')
      throw new AppError('bad_request', 'This operation changes something. Plan it first.');
    return { data: await callProcedure(session, name, input), isUntrusted: true };
  },
});
