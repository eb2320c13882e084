import { z } from 'zod';
import { secretInput } from '../../domain/sensitive';
import { timestamp } from '../wire/timestamp';

export const twoFactorStatusSchema = z
  .object({
    enabled: z.boolean(),
    enabled_at: timestamp.nullable(),
    /** Number of unused recovery codes, of ten. */
    recovery_codes_left: z.number().int(),
  })
  .meta({ id: 'TwoFactorStatus' });

const password = secretInput(z.string().min(1));
/** Six digits of the authenticator app, or a recovery code. */
const code = secretInput(z.string().min(6).max(32));

export const passwordInput = z.strictObject({ password });
export const codeInput = z.strictObject({ code });
export const proofInput = z.strictObject({ password, code });

/** The new secret, shown once. */
export const twoFactorSetup = z
  .object({
    /** Secret in base32, to type in where there is no camera. */
    secret: z.string(),
    otpauth_url: z.string(),
    /** URL as a QR code: an SVG document. */
    qr_svg: z.string(),
  })
  .meta({ id: 'TwoFactorSetup' });

/** The new recovery codes, shown once. */
export const recoveryCodes = z.object({ recovery_codes: z.array(z.string()) }).meta({ id: 'RecoveryCodes' });
