import { expect, it } from 'vitest';
import { cloudInitScript, cloudToken } from './cloud';

it.each([
  ['#!/bin/sh\necho hello\n', true],
  ['#cloud-config\npackages: [curl]\n', true],
  ['#cloud-config', true],
  ['#cloud-configuration', false],
  ['packages: [curl]', false],
  ['', false],
  ['#!/bin/sh\u0000', false],
  [`#!/bin/sh\n${'x'.repeat(65_536)}`, false],
])('takes %j as a cloud-init script: %s', (text, isTaken) => {
  expect(cloudInitScript.safeParse(text).success).toBe(isTaken);
});

it.each([
  ['abcDEF123_-', true],
  ['with space', false],
  ['line\r\nX: y', false],
  ['', false],
])('takes %j as a token: %s', (text, isTaken) => {
  expect(cloudToken.safeParse(text).success).toBe(isTaken);
});
