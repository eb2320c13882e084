import type { Secret } from '../../../domain/secret';
import type { Scope } from '../../context';
import { lockResource } from '../../resource-lock';
import { getChannel, required, whereOf } from '../channel';
import { rotated, rotationEnd, sealSigning } from './secret';

export interface NewSecret {
  /** Shown once. */
  secret: Secret;
  /** Time until which the replaced secret signs, too; null: it does not. */
  previousUntil: Date | null;
}

/**
 * Create the secret of the endpoint, in place of the one it has.
 * @throws AppError conflict for an endpoint without a URL
 */
export async function rotateSecret(
  scope: Scope,
  { isPreviousKept }: { isPreviousKept: boolean },
): Promise<NewSecret> {
  const { db, database, clock } = scope;
  const unlock = await lockResource(scope, scope.organizationId, 'notifications webhook');
  try {
    const { settings, signing: before } = await getChannel(scope, 'webhook');
    required(settings.webhookUrl, 'The webhook URL');
    const now = clock.now();
    const signing = rotated(before, now, isPreviousKept);
    await db.notificationChannel.update({
      where: whereOf(scope, 'webhook'),
      data: { signingSealed: sealSigning(database.sealer, signing), updatedAt: now },
    });
    return { secret: signing.current, previousUntil: rotationEnd(signing, now) };
  } finally {
    await unlock();
  }
}
