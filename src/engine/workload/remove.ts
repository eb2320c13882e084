import { AppError, errorMessage } from '../../domain/error';
import type { Clock } from '../../lib/clock';
import { ofResource } from '../component/labels';
import { writeSlot } from '../proxy/slot-flag';
import { removeRoute } from '../proxy/switch-route';
import { type ApplicationPlace, applicationContainers } from './containers';

export interface RemoveInput extends ApplicationPlace {
  clock: Clock;
  proxyContainer: string | null;
  graceSeconds: number;
  removeVolumes: boolean;
  removeImages: boolean;
  removeNetworks: boolean;
}

/**
 * Removes what an application has on a server: always its routes and containers, by flags the rest. Touches only
 * objects that carry this installation's labels for this application.
 * @throws AppError `conflict` naming what could not be removed; everything else is gone then
 */
export async function removeApplication(input: RemoveInput): Promise<void> {
  const { host, applicationUuid, proxyContainer } = input;
  const labels = ofResource(input.instanceId, applicationUuid);
  const takeOff = async () => {
    if (proxyContainer !== null)
      await removeRoute({ ...input, containerName: proxyContainer }, applicationUuid);
  };
  await takeOff();
  await writeSlot(input, applicationUuid, 'blue');
  for (const container of await applicationContainers(input)) {
    if (container.status === 'running') await host.docker.stopContainer(container.id, input.graceSeconds);
    await host.docker.removeContainer(container.id, { force: true, volumes: false });
  }
  // A sweep that looked while a container still ran may have restored what it missed.
  await takeOff();
  const problems = new Problems();
  if (input.removeVolumes) {
    for (const { name } of await host.docker.listVolumes(labels)) {
      await problems.of(`volume ${name}`, host.docker.removeVolume(name));
    }
  }
  if (input.removeImages) {
    for (const image of await host.docker.listImages(labels)) {
      // An image that lost its name to a newer build is listed as `<none>:<none>`.
      const names = image.tags.filter((tag) => !tag.startsWith('<none>'));
      for (const reference of names.length > 0 ? names : [image.id]) {
        await problems.of(`image ${reference}`, host.docker.removeImage(reference));
      }
    }
  }
  if (input.removeNetworks) {
    for (const { name } of await host.docker.listNetworks(labels)) {
      await problems.of(`network ${name}`, host.docker.removeNetwork(name));
    }
  }
  problems.throwIfAny();
}

/** One object that is still in use does not keep the others from being removed. */
class Problems {
  private readonly texts: string[] = [];

  async of(what: string, removal: Promise<void>): Promise<void> {
    try {
      await removal;
    } catch (error) {
      this.texts.push(`${what}: ${errorMessage(error)}`);
    }
  }

  throwIfAny(): void {
    if (this.texts.length > 0)
      throw new AppError('conflict', `Not everything could be removed. ${this.texts.join('; ')}`);
  }
}
