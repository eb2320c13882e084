import { newRecoveryCodes, recoveryCodeDigest } from '../../auth/recovery-code';
import type { InstanceModels } from '../../db/instance';
import type { Secret } from '../../domain/secret';

/** Replace all recovery codes, used or not, with new ones. */
export async function replaceRecoveryCodes(
  tx: Pick<InstanceModels, 'recoveryCode'>,
  userId: string,
): Promise<Secret[]> {
  const codes = newRecoveryCodes();
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: codes.flatMap((code) => {
      const codeHash = recoveryCodeDigest(code.reveal());
      return codeHash === null ? [] : [{ userId, codeHash }];
    }),
  });
  return codes;
}
