import type { Services } from '../context';
import { passwordDisabled } from '../sessions/sign-in-refusal';

/** Require that this installation allows password login. @throws SignInRefusal */
export async function requirePasswordLogin({ database }: Pick<Services, 'database'>): Promise<void> {
  const instance = await database.db.instance.findUniqueOrThrow({
    where: { id: 1 },
    select: { isPasswordEnabled: true },
  });
  if (!instance.isPasswordEnabled) throw passwordDisabled();
}
