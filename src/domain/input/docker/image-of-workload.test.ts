import { describe, expect, it } from 'vitest';
import { imageName, workloadOfImage } from './image-reference';

const uuid = 'hs4k0wgw8ckgo0sc4cok0wkc';

describe('an image', () => {
  it.each([
    uuid,
    `${uuid}:a1b2c3`,
    `${uuid}_web`,
    `${uuid}_web:a1b2c3`,
    `${uuid}_x--576562:pr-7-a1b2c3`,
    `${uuid}-pr-7_web:a1`,
    `${uuid}@sha256:${'0'.repeat(64)}`,
    `library/${uuid}_web`,
    `docker.io/${uuid}_web`,
    `docker.io/library/${uuid}:1`,
    `index.docker.io/library/${uuid}:1`,
  ])('%s is of the workload that it is named after', (image) => {
    expect(workloadOfImage(image)).toBe(uuid);
    expect(imageName.safeParse(image).success).toBe(false);
  });

  it.each([
    'nginx',
    'nginx:1',
    `acme/${uuid}`,
    `registry.example.com/${uuid}:1`,
    `localhost:5000/${uuid}_web`,
    `${uuid}x:1`,
    'docker.io/library/redis:7',
    'not an image',
  ])('%s is of no workload', (image) => expect(workloadOfImage(image)).toBeNull());
});
