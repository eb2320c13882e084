import { z } from 'zod';
import { displayName } from '../../domain/input/display-name';
import { secretInput } from '../../domain/sensitive';
import { createInput } from '../api-key/input';
import { pathId } from '../wire/answers';
import { timestamp } from '../wire/timestamp';

/** Seconds that a command line waits between two polls. */
export const POLL_SECONDS = 3;

/** Longest name that still fits into the name of a token together with the start of its id. */
const MAX_NAME = 48;

export const beginInput = z.strictObject({
  name: displayName
    .refine((text) => text.length <= MAX_NAME, `Must not be longer than ${MAX_NAME} characters.`)
    .meta({ description: 'Name of the program or machine that signs in; shown to the user who confirms.' }),
});

export const deviceLogin = z
  .object({
    id: z.string(),
    device_code: z.string().meta({ description: 'Collects the token. Keep it secret.' }),
    user_code: z.string().meta({ description: 'What the user types in the console.', example: 'BCDF-GHJK' }),
    verification_url: z.string(),
    verification_url_complete: z.string().meta({ description: 'The same URL with the code filled in.' }),
    expires_at: timestamp,
    interval_seconds: z.int().meta({ description: 'Seconds to wait between polls.' }),
  })
  .meta({ id: 'DeviceLogin' });

export const byId = z.strictObject({ id: pathId });

export const status = z
  .object({ status: z.enum(['pending', 'approved', 'denied', 'collected', 'expired']) })
  .meta({ id: 'DeviceLoginStatus' });

export const collectInput = byId.extend({ device_code: secretInput(z.string().max(100)) });

export const collected = z
  .object({ token: z.string(), name: z.string(), expires_at: timestamp.nullable() })
  .meta({ id: 'DeviceToken' });

export const byUserCode = z.strictObject({ user_code: pathId });

export const preview = z
  .object({ name: z.string(), ip: z.string(), created_at: timestamp, expires_at: timestamp })
  .meta({ id: 'DeviceLoginPreview' });

export const approveInput = byUserCode.extend({
  abilities: createInput.shape.abilities
    .unwrap()
    .default(['inherit'])
    .meta({ description: 'What the token may do; by default, whatever the caller’s role permits.' }),
  expires_in_days: createInput.shape.expires_in_days,
});
