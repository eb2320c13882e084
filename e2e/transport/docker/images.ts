import { expect, it } from 'vitest';
import type { Engine } from './engine';

/** Images, and the registry they come from. */
export function testImages({ lab, machine, docker }: Engine): void {
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
