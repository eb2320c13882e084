import type { Secret } from '../../domain/secret';
import { defaultDirectory, newAccountKey } from '../../engine/dns/order';
import type { OrganizationScope } from '../context';

/** Get the key of the organization's account at the certificate authority, which the first order makes. */
export async function accountKeyOf(scope: OrganizationScope): Promise<Secret> {
  const { db, organizationId, installation } = scope;
  const { sealer } = scope.database;
  const directoryUrl = installation.acme.directoryUrl ?? defaultDirectory;
  const keySealed = sealer.seal(await newAccountKey(), 'acme_accounts.key');
  // Of two orders at once, the key of one counts.
  await db.acmeAccount.createMany({
    data: [{ organizationId, directoryUrl, keySealed }],
    skipDuplicates: true,
  });
  const row = await db.acmeAccount.findFirstOrThrow({ where: { directoryUrl } });
  return sealer.open(row.keySealed, 'acme_accounts.key');
}
