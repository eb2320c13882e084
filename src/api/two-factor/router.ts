import QRCode from 'qrcode';
import { z } from 'zod';
import { Secret } from '../../domain/secret';
import {
  disableTwoFactor,
  renewRecoveryCodes as renewCodes,
  twoFactorStatus,
} from '../../services/two-factor/manage';
import { beginTwoFactor, enableTwoFactor } from '../../services/two-factor/setup';
import { can, router } from '../authorize';
import { messageAnswer } from '../wire/answers';
import { toTimestamp } from '../wire/timestamp';
import {
  codeInput,
  passwordInput,
  proofInput,
  recoveryCodes,
  twoFactorSetup,
  twoFactorStatusSchema,
} from './schema';

const tag = 'Two-factor authentication';
const path = '/profile/two-factor';
const audit = 'user';
const rate = 'login';

const status = can('user:read', {
  worksWithoutSecondFactor: true,
  input: z.strictObject({}),
  output: twoFactorStatusSchema,
  rest: { method: 'GET', path, status: 200, tag, summary: 'Check whether your own second factor is on' },
}).query(async ({ ctx }) => {
  const { enabledAt, recoveryCodesLeft } = await twoFactorStatus(ctx.scope);
  return {
    enabled: enabledAt !== null,
    enabled_at: enabledAt && toTimestamp(enabledAt),
    recovery_codes_left: recoveryCodesLeft,
  };
});

const begin = can('session:update', {
  worksWithoutSecondFactor: true,
  input: passwordInput,
  output: twoFactorSetup,
  audit,
  rate,
  rest: { method: 'POST', path, status: 201, tag, summary: 'Start setting up a second factor' },
}).mutation(async ({ ctx, input }) => {
  const { secret, url } = await beginTwoFactor(ctx.scope, new Secret(input.password));
  const qr_svg = await QRCode.toString(url.reveal(), { type: 'svg', margin: 1 });
  return { secret: secret.reveal(), otpauth_url: url.reveal(), qr_svg };
});

const enable = can('session:update', {
  worksWithoutSecondFactor: true,
  input: codeInput,
  output: recoveryCodes,
  audit,
  rate,
  rest: { method: 'POST', path: `${path}/enable`, status: 200, tag, summary: 'Turn the second factor on' },
}).mutation(async ({ ctx, input }) => revealed(await enableTwoFactor(ctx.scope, ctx.request, input.code)));

const disable = can('session:update', {
  worksWithoutSecondFactor: true,
  input: proofInput,
  output: messageAnswer,
  audit,
  rate,
  rest: { method: 'POST', path: `${path}/disable`, status: 200, tag, summary: 'Turn the second factor off' },
}).mutation(async ({ ctx, input }) => {
  await disableTwoFactor(ctx.scope, ctx.request, {
    password: new Secret(input.password),
    code: input.code,
  });
  return { message: 'Two-factor authentication is off.' };
});

const renewRecoveryCodes = can('session:update', {
  worksWithoutSecondFactor: true,
  input: proofInput,
  output: recoveryCodes,
  audit,
  rate,
  rest: {
    method: 'POST',
    path: `${path}/recovery-codes`,
    status: 200,
    tag,
    summary: 'Replace the recovery codes',
  },
}).mutation(async ({ ctx, input }) =>
  revealed(await renewCodes(ctx.scope, { password: new Secret(input.password), code: input.code })),
);

function revealed(codes: Secret[]): z.input<typeof recoveryCodes> {
  return { recovery_codes: codes.map((code) => code.reveal()) };
}

export const twoFactorRouter = router({ status, begin, enable, disable, renewRecoveryCodes });
