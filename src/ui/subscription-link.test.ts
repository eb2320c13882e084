import { createTRPCClient } from '@trpc/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AppRouter } from '../api/root';
import { subscriptionLink } from './subscription-link';

const aMinute = 60_000;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', class {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Subscribe for a minute while every ticket request gets this response. Return the number of requests and refusals. */
async function askedFor(status: number, code: string) {
  const body = [{ error: { message: 'No.', code: -32001, data: { code, httpStatus: status } } }];
  const fetch = vi.fn(async () => Response.json(body, { status }));
  vi.stubGlobal('fetch', fetch);
  const onRefusal = vi.fn();
  const client = createTRPCClient<AppRouter>({ links: subscriptionLink('http://panel.test', onRefusal) });
  const onError = vi.fn();
  const subscription = client.live.changes.subscribe({}, { onError });
  await vi.advanceTimersByTimeAsync(aMinute);
  subscription.unsubscribe();
  return {
    asked: fetch.mock.calls.length,
    refused: onRefusal.mock.calls.length,
    ended: onError.mock.calls.length,
  };
}

test('a session that has ended is told once and not asked for again', async () => {
  expect(await askedFor(401, 'UNAUTHORIZED')).toEqual({ asked: 1, refused: 1, ended: 1 });
});

test('a server that is not there yet is asked again', async () => {
  const { asked, refused, ended } = await askedFor(503, 'SERVICE_UNAVAILABLE');
  expect(asked).toBeGreaterThan(5);
  expect([refused, ended]).toEqual([0, 0]);
});
