import { z } from 'zod';
import type { Tool } from './tool';

/** A tool in the words of the protocol: as short as it can be said, since every conversation pays for the list. */
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

/** Limits that the schema of a field need not say: the call checks them. */
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
