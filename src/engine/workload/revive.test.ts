import { expect, it } from 'vitest';
import type { ContainerState } from './containers';
import { leftByDaemon } from './revive';

const started = new Date('2026-01-01T12:00:00Z');
const container: ContainerState = {
  id: 'c1',
  name: 'web',
  image: 'web:1',
  imageId: 'sha256:1',
  command: ['web'],
  labels: {},
  status: 'exited',
  health: 'none',
  pid: 0,
  exitCode: 0,
  oomKilled: false,
  error: '',
  restartCount: 0,
  startedAt: '2026-01-01T11:00:00Z',
  finishedAt: '2026-01-01T12:00:01.5Z',
  restartsItself: true,
  networks: {},
  exposedPorts: [],
};

it.each<[string, Partial<ContainerState>, boolean]>([
  ['was ended by a daemon that started', {}, true],
  ['ended in the second before, by a clock of whole seconds', { finishedAt: '2026-01-01T11:59:58Z' }, true],
  ['took its time to end', { finishedAt: '2026-01-01T12:01:50Z' }, true],
  ['ended before', { finishedAt: '2026-01-01T11:50:00Z' }, false],
  ['was stopped long after', { finishedAt: '2026-01-01T12:10:00Z' }, false],
  ['runs', { status: 'running' }, false],
  ['is not to be started again by Docker', { restartsItself: false }, false],
  ['has never ended', { finishedAt: '0001-01-01T00:00:00Z' }, false],
])('a container that %s', (_title, change, isLeft) =>
  expect(leftByDaemon([{ ...container, ...change }], started)).toHaveLength(isLeft ? 1 : 0),
);
