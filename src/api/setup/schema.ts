import { z } from 'zod';
import { displayName } from '../../domain/input/display-name';
import { emailAddress } from '../../domain/input/email-address';

export const setupInput = z.strictObject({
  setup_token: z.string().max(256),
  name: displayName,
  email: emailAddress,
  password: z.string().min(1),
  organization_name: displayName.default('Default organization'),
});

export const setupAnswer = z
  .object({ user_id: z.string(), organization_id: z.string() })
  .meta({ id: 'SetupDone' });

export const setupStatus = z.object({ is_required: z.boolean() }).meta({ id: 'SetupStatus' });
