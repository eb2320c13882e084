import { expect, it } from 'vitest';
import { readPlanArchive } from '../../../src/engine/build/plan-archive';
import { plannerImage } from '../../../src/engine/build/planner-image';
import { type Engine, labels, web } from './engine';

/** Images, and the registry they come from. */
export function testImages({ lab, machine, docker }: Engine): void {
  it('makes an image of files, and reads files of a container that never ran', async () => {
    const marked = { ...labels, 'transport.image': 'a "quoted" $value' };
    const image = await docker().importImage(plannerImage(), marked);
    expect(await docker().inspectImage(image)).toMatchObject({ id: image, labels: marked });
    const id = await docker().createContainer(web('imported', { image, cmd: ['/none'] }));
    const archive = await docker().readArchive('imported', '/plan', 1024 * 1024);
    expect(readPlanArchive(archive ?? Buffer.from('none'))).toEqual(new Map());
    await expect(docker().readArchive(id, '/plan', 1024)).rejects.toMatchObject({ code: 'bad_request' });
    expect(await docker().readArchive(id, '/none', 1024)).toBeNull();
    expect(await docker().readArchive('no-such-container', '/plan', 1024)).toBeNull();
    await docker().removeContainer(id, { force: true, volumes: true });
    await docker().removeImage(image);
    expect(await docker().inspectImage(image)).toBeNull();
  });

  it('pulls, tags and removes images, and tells why a pull fails', async () => {
    const repository = `${lab().registry.host}/transport/web`;
    const pull = (reference: string) => docker().pullImage(reference);
    await docker().tagImage('gantry-test/web:1', repository, 'pushed');
    const push = await machine().exec(['docker', 'push', `${repository}:pushed`]);
    expect(push.code, push.stderr).toBe(0);
    await docker().removeImage(`${repository}:pushed`);
    await docker().removeImage(`${repository}:pushed`);
    expect(await docker().inspectImage(`${repository}:pushed`)).toBeNull();
    const lines = await pull(`${repository}:pushed`);
    expect(lines.join('\n')).toMatch(/Pulling from transport\/web[\s\S]*Digest: sha256:/);
    const image = await docker().inspectImage(`${repository}:pushed`);
    expect(image).toMatchObject({ exposedPorts: ['8080/tcp'], hasHealthcheck: false });
    expect(image?.repoDigests[0]).toContain(`${repository}@sha256:`);
    expect((await docker().inspectImage('gantry-test/healthy:1'))?.hasHealthcheck).toBe(true);
    expect((await docker().listImages({})).flatMap(({ tags }) => tags)).toContain(`${repository}:pushed`);

    const listed = (await docker().listImages({})).find(({ tags }) => tags.includes(`${repository}:pushed`));
    expect(listed?.sizeBytes).toBeGreaterThan(0);
    const layers = await docker().imageLayers(`${repository}:pushed`);
    expect(layers[0]?.digest).toMatch(/^sha256:/);
    expect(layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)).toBe(listed?.sizeBytes);
    expect(await docker().imageLayers(`${repository}:no-such-tag`)).toEqual([]);
    await expect(pull(`${repository}:no-such-tag`)).rejects.toMatchObject({ code: 'validation_failed' });
    await expect(pull('registry.invalid/x:1')).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/cannot be reached/),
    });
  });
}
