import { z } from 'zod';
import { displayName } from '../../domain/input/display-name';

/** An address that signs in: compared in lower case. */
const email = z
  .email()
  .max(254)
  .transform((text) => text.toLowerCase());

export const setupInput = z.strictObject({
  setup_token: z.string().max(256),
  name: displayName,
  email,
  password: z.string().min(1),
  organization_name: displayName.default('Default organization'),
});

export const setupAnswer = z.object({ user_id: z.string(), organization_id: z.string() });

export const setupStatus = z.object({ is_required: z.boolean() });
