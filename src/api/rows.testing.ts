import type { Server, Workload } from '../db/generated/client';
import { newUuid } from '../lib/random';
import { generateSshKey } from '../lib/ssh-key';
import { sealPrivateKey } from '../services/private-keys/sealed';
import type { TestApi, TestOrganization } from './testing';

/** Add a row of a server for integration tests, without the API under test. */
export async function addServer(
  test: TestApi,
  organization: TestOrganization,
  ip = '10.9.8.7',
): Promise<Server> {
  const { unscoped: db, sealer } = test.database;
  const organizationId = organization.id;
  const key = generateSshKey();
  const { id: privateKeyId } = await db.privateKey.create({
    data: {
      uuid: newUuid(),
      organizationId,
      name: 'key',
      privateKeySealed: sealPrivateKey(sealer, key.privateKey),
      publicKey: key.publicKey,
      fingerprint: key.fingerprint,
    },
  });
  return db.server.create({
    data: {
      uuid: newUuid(),
      organizationId,
      name: ip,
      ip,
      privateKeyId,
      destinations: { create: { uuid: newUuid(), organizationId, name: 'coolify', network: 'coolify' } },
    },
  });
}

/** Add an application to the first environment of a project, on `server` or on a new server. */
export async function addApplication(
  test: TestApi,
  organization: TestOrganization,
  projectUuid: string,
  options: { status?: string; server?: Server } = {},
): Promise<Workload> {
  const { unscoped: db } = test.database;
  const uuid = newUuid();
  const server = options.server ?? (await addServer(test, organization, `${uuid}.example`));
  const destination = await db.destination.findFirstOrThrow({ where: { serverId: server.id } });
  const environment = await db.environment.findFirstOrThrow({ where: { project: { uuid: projectUuid } } });
  return db.workload.create({
    data: {
      uuid,
      organizationId: organization.id,
      kind: 'application',
      environmentId: environment.id,
      destinationId: destination.id,
      name: `application ${uuid.slice(0, 4)}`,
      status: options.status ?? 'exited',
      application: { create: { sourceKind: 'image', buildPack: 'dockerimage' } },
    },
  });
}
