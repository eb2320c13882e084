import { expect, test } from 'vitest';
import { conditionTone, describeStatus } from './condition';

test.each([
  ['running:healthy', 'Running', 'ok'],
  ['running:unknown', 'Running', 'ok'],
  ['running:unhealthy', 'Running, unhealthy', 'bad'],
  ['starting:unknown', 'Starting', 'busy'],
  ['restarting:unknown', 'Restarting', 'busy'],
  ['degraded:unhealthy', 'Degraded', 'bad'],
  ['paused:unknown', 'Paused', 'warn'],
  ['exited', 'Stopped', 'idle'],
  ['exited:unhealthy', 'Stopped', 'idle'],
])('%s reads "%s" and looks %s', (status, text, tone) => {
  expect([describeStatus(status), conditionTone(status)]).toEqual([text, tone]);
});
