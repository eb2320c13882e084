import { type ApiCaller, openTestApi, type TestApi } from '../../src/api/testing';
import { organizationScopeOf } from '../../src/services/context';
import { validateServer } from '../../src/services/servers/validate';
import { openLab } from '../lab/lab';
import type { Lab, LabHost } from '../lab/types';

/** A lab, and an organization whose owner has the key of its machines. */
export type Stage = Awaited<ReturnType<typeof openStage>>;

/** Open both; machines start when a test asks the lab for them. */
export async function openStage() {
  const lab = await openLab();
  let test: TestApi | undefined;
  const close = async () => {
    await test?.close();
    await lab.stop();
  };
  try {
    test = await openTestApi({ internalHosts: [lab.cidr] });
    return { lab, test, ...(await ownerOf(lab, test)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The owner of a new organization, and what is done with machines in it. */
async function ownerOf(lab: Lab, test: TestApi) {
  const organization = await test.addOrganization();
  const owner = organization.as('owner');
  const key = await owner.privateKey.create({ name: 'lab', private_key: lab.clientKey.privatePem });

  /** The organization as services see it, now or at another time. */
  const scope = (now?: Date) => ({
    ...organizationScopeOf(test.services, organization.id),
    ...(now ? { clock: { ...test.services.clock, now: () => now } } : {}),
  });

  /** Add the machine, in the place of the server that has its address: there is one row per address. */
  const add = async (
    host: LabHost,
    input: Partial<Parameters<ApiCaller['server']['create']>[0]> = {},
  ): Promise<string> => {
    const known = (await owner.server.list({})).find(({ ip }) => ip === host.ip);
    if (known) await owner.server.delete({ uuid: known.uuid });
    const { uuid } = await owner.server.create({
      ip: host.ip,
      port: host.sshPort,
      user: host.user,
      private_key_uuid: key.uuid,
      ...input,
    });
    return uuid;
  };

  /** Validate without installing anything, and read what was found. */
  const validated = async (uuid: string) => {
    await validateServer(scope(), { serverUuid: uuid, install: false });
    const server = await owner.server.get({ uuid });
    const { steps = [] } = await owner.server.validation({ uuid });
    return { server, steps, failed: steps.filter(({ state }) => state === 'failed') };
  };

  return { owner, scope, add, validated };
}
