import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Secret } from '../../../domain/secret';
import { keyOf, newSigning, rotated, rotationEnd, secretsAt } from './secret';
import { signedHeaders } from './sign';

const HOUR_MS = 3_600_000;
const now = new Date('2026-11-29T12:00:00.900Z');
const later = (hours: number) => new Date(now.getTime() + hours * HOUR_MS);
const texts = (secrets: readonly Secret[]) => secrets.map((secret) => secret.reveal());

describe('a signature', () => {
  it('is that of the example of the specification', () => {
    const secret = new Secret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    const content = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      at: new Date(1_614_265_330_000),
      body: '{"test": 2432232314}',
    };
    expect(signedHeaders(content, [secret])).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is absent without a secret', () => {
    expect(signedHeaders({ id: 'a', at: now, body: '' }, [])).toEqual({
      'webhook-id': 'a',
      'webhook-timestamp': '1795953600',
    });
  });
});

describe('the verification in the documentation', () => {
  const page = readFileSync(new URL('../../../../docs/webhooks.md', import.meta.url), 'utf8');
  const [, code = ''] = /```js\n(import \{ createHmac[\s\S]*?)```/.exec(page) ?? [];
  type Verify = (secret: string, headers: object, body: string) => unknown;
  let verify: Verify;
  beforeAll(async () => {
    const module: { verify: Verify } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
    verify = module.verify;
  });
  const [current, previous, other] = [newSigning().current, newSigning().current, newSigning().current];
  const body = '{"event":"test"}';
  const headers = signedHeaders({ id: 'a', at: now, body }, [current, previous]);
  afterEach(() => void vi.useRealTimers());
  const at = (date: Date) => vi.useFakeTimers({ now: date, toFake: ['Date'] });

  it('accepts a delivery by either secret while one is replaced', () => {
    at(now);
    expect(verify(current.reveal(), headers, body)).toEqual({ event: 'test' });
    expect(verify(previous.reveal(), headers, body)).toEqual({ event: 'test' });
  });

  it('refuses another secret, body, id or time', () => {
    at(now);
    expect(() => verify(other.reveal(), headers, body)).toThrow('signature');
    expect(() => verify(current.reveal(), headers, `${body} `)).toThrow('signature');
    expect(() => verify(current.reveal(), { ...headers, 'webhook-id': 'b' }, body)).toThrow('signature');
    const moved = { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 1) };
    expect(() => verify(current.reveal(), moved, body)).toThrow('signature');
    expect(() => verify(current.reveal(), {}, body)).toThrow('too old');
  });

  it('refuses a replay after five minutes', () => {
    at(new Date(now.getTime() + 299_000));
    expect(verify(current.reveal(), headers, body)).toEqual({ event: 'test' });
    at(new Date(now.getTime() + 301_000));
    expect(() => verify(current.reveal(), headers, body)).toThrow('too old');
  });
});

describe('a secret', () => {
  it('is long enough, and another one each time', () => {
    const [one, other] = [newSigning().current, newSigning().current];
    expect(one.reveal()).toMatch(/^whsec_[A-Za-z0-9+/]+=*$/);
    expect(keyOf(one)).toHaveLength(32);
    expect(one.reveal()).not.toBe(other.reveal());
  });

  it('signs for a day beside the one that replaces it', () => {
    const first = newSigning();
    const second = rotated(first, now, true);
    expect(texts(secretsAt(second, now))).toEqual(texts([second.current, first.current]));
    expect(rotationEnd(second, now)).toEqual(later(24));
    expect(texts(secretsAt(second, later(24)))).toEqual(texts([second.current]));
    expect(rotationEnd(second, later(24))).toBeNull();
  });

  it('keeps its day when it is replaced twice', () => {
    const first = newSigning();
    const second = rotated(first, now, true);
    const third = rotated(second, later(12), true);
    expect(texts(secretsAt(third, later(23)))).toEqual(texts([third.current, second.current, first.current]));
    expect(texts(secretsAt(third, later(25)))).toEqual(texts([third.current, second.current]));
  });

  it('ends at once on request', () => {
    const signing = rotated(newSigning(), now, false);
    expect(texts(secretsAt(signing, now))).toEqual(texts([signing.current]));
  });
});
