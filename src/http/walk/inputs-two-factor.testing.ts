import { Secret, TOTP } from 'otpauth';
import type { GoodCallOf } from './good-call.testing';
import type { Person, World } from './world.testing';

function codeOf(secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate();
}

async function begun(world: World, by: Person): Promise<string> {
  const { secret = '' } = await world.made(by, '/profile/two-factor', {
    password: world.server.owner.password,
  });
  return codeOf(secret);
}

/** Make the proof of both factors: the password, and a recovery code, because an app's code works once. */
async function proof(world: World, by: Person) {
  const enabled: Record<string, unknown> = await world.made(by, '/profile/two-factor/enable', {
    code: await begun(world, by),
  });
  const [code] = Array.isArray(enabled.recovery_codes) ? enabled.recovery_codes : [];
  return { password: world.server.owner.password, code: String(code) };
}

export const twoFactorCalls: Readonly<Record<string, GoodCallOf>> = {
  'twoFactor.begin': (world) => ({ body: { password: world.server.owner.password } }),
  'twoFactor.enable': async (world, by) => ({ body: { code: await begun(world, by) } }),
  'twoFactor.disable': async (world, by) => ({ body: await proof(world, by) }),
  'twoFactor.renewRecoveryCodes': async (world, by) => ({ body: await proof(world, by) }),
};
