import { z } from 'zod';
import type { Tool } from './tool';

/** Describe a tool for the protocol, as briefly as possible, because every conversation pays for the list. */
export function describeTool({ name, description, input, isReadOnly }: Tool) {
  const { properties = {}, required } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
  return {
    name,
    description,
    inputSchema: {
      type: 'object' as const,
      properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, brief(value)])),
      ...(required?.length ? { required } : {}),
    },
    annotations: { readOnlyHint: isReadOnly },
  };
}

/** Schema keywords that a description omits, because the call checks them. */
const unsaid = new Set([
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'propertyNames',
  'additionalProperties',
]);

function brief(schema: unknown): object {
  return Object.fromEntries(Object.entries(Object(schema)).filter(([key]) => !unsaid.has(key)));
}
