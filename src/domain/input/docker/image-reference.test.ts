import { describe, expect, it } from 'vitest';
import {
  imageName,
  imageTag,
  joinImageReference,
  listedReference,
  parseImageReference,
} from './image-reference';

const digest = `sha256:${'a'.repeat(64)}`;

describe('parseImageReference (hostile-inputs row 19)', () => {
  it.each([
    ['nginx', { registry: null, name: 'nginx', tag: null }],
    ['nginx:alpine', { name: 'nginx', tag: 'alpine' }],
    ['ghcr.io/Org/app'.toLowerCase(), { registry: 'ghcr.io', name: 'ghcr.io/org/app' }],
    ['registry:5000/team/app:v1', { registry: 'registry:5000', name: 'registry:5000/team/app', tag: 'v1' }],
    [`localhost/app@${digest}`, { registry: 'localhost', digest }],
    [`app:1@${digest}`, { tag: '1', digest }],
    ['10.213.1.2:5000/a__b/c-d', { registry: '10.213.1.2:5000' }],
  ])('reads %s', (text, expected) => expect(parseImageReference(text)).toMatchObject(expected));

  it.each([
    'alpine;id',
    '-alpine',
    '--privileged',
    'a b',
    'UPPER',
    'app:',
    'app:-x',
    `app@sha256:${'a'.repeat(63)}`,
    'app@x',
    'a//b',
    '/a',
    'a/',
    'app:tag:tag',
    '$(id)',
    '',
    'app\n',
    'a..b',
    'https://host/app',
    `app:${'t'.repeat(129)}`,
    `${'a'.repeat(256)}`,
    'registry.example:0/app',
    'registry.example:65536/app',
  ])('refuses %j', (text) => expect(imageName.safeParse(text).success).toBe(false));

  it.each(['latest', 'v1.0', digest, digest.replace(':', '-')])('takes the tag %s', (tag) =>
    expect(imageTag.safeParse(tag).success).toBe(true),
  );
  it.each(['a b', '-x', '.x', 'a:b', 'sha256:short', ''])('refuses the tag %j', (tag) =>
    expect(imageTag.safeParse(tag).success).toBe(false),
  );

  it.each([
    ['nginx', 'alpine', 'nginx:alpine'],
    ['nginx:1', 'alpine', 'nginx:alpine'],
    ['nginx:1', null, 'nginx:1'],
    ['r:5000/app', digest, `r:5000/app@${digest}`],
    ['app', digest.replace(':', '-'), `app@${digest}`],
  ])('joins %s and %s', (name, tag, expected) => expect(joinImageReference(name, tag)).toBe(expected));
});

describe('listedReference', () => {
  it.each([
    ['nginx', 'nginx:latest'],
    ['docker.io/library/nginx:1', 'nginx:1'],
    ['index.docker.io/acme/app:1', 'acme/app:1'],
    ['ghcr.io/library/app:1', 'ghcr.io/library/app:1'],
    [`nginx:1@${digest}`, `nginx@${digest}`],
  ])('writes %s as Docker does', (text, expected) => expect(listedReference(text)).toBe(expected));
});
