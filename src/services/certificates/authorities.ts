import type { CertificateAuthority } from '../../db/generated/client';
import { isUniqueViolation } from '../../db/violations';
import { AUTHORITY_DAYS, issuerOf, needsSuccessor } from '../../domain/certificate-times';
import { AppError } from '../../domain/error';
import { createAuthority } from '../../lib/certificate';
import type { OrganizationScope } from '../context';

const purpose = 'certificate_authorities.key';

/** List the authorities of a server that have not expired, oldest first. */
export function listAuthorities(
  scope: Pick<OrganizationScope, 'db' | 'clock'>,
  serverId: number,
): Promise<CertificateAuthority[]> {
  return scope.db.certificateAuthority.findMany({
    where: { serverId, expiresAt: { gt: scope.clock.now() } },
    orderBy: { generation: 'asc' },
  });
}

/** Get the authority that currently issues on a server; create it when first needed. */
export async function getIssuer(scope: OrganizationScope, server: { id: number; name: string }) {
  const now = scope.clock.now();
  if (needsSuccessor(await listAuthorities(scope, server.id), now)) await addAuthority(scope, server);
  const issuer = issuerOf(await listAuthorities(scope, server.id), now);
  if (!issuer)
    throw new AppError('internal', 'No certificate authority of the server is valid for long enough.');
  return { certificate: issuer.certificate, key: scope.database.sealer.open(issuer.keySealed, purpose) };
}

/** Create the next authority; one that another process creates at the same time will do. */
async function addAuthority(
  scope: OrganizationScope,
  { id: serverId, name }: { id: number; name: string },
): Promise<void> {
  const newest = await scope.db.certificateAuthority.findFirst({
    where: { serverId },
    orderBy: { generation: 'desc' },
  });
  const generation = (newest?.generation ?? 0) + 1;
  const validity = { now: scope.clock.now(), days: AUTHORITY_DAYS };
  const { certificate, key, expiresAt } = await createAuthority(subjectOf(name, generation), validity);
  const keySealed = scope.database.sealer.seal(key.reveal(), purpose);
  const { organizationId } = scope;
  try {
    await scope.db.certificateAuthority.create({
      data: { organizationId, serverId, generation, certificate, keySealed, expiresAt },
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
}

/** X.509 allows 64 characters. */
function subjectOf(server: string, generation: number): string {
  const end = ` ${generation}`;
  return `Databases of ${server}`.slice(0, 64 - end.length) + end;
}
