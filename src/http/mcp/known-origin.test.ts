import { describe, expect, it } from 'vitest';
import { requireKnownOrigin } from './known-origin';

const installation = { publicUrl: 'https://gantry.example.com', port: 3000 };
const accepts = (host?: string, origin?: string) => () =>
  requireKnownOrigin({ headers: { ...(host ? { host } : {}), ...(origin ? { origin } : {}) } }, installation);

describe('the origin of a request for tools', () => {
  it.each([
    ['gantry.example.com'],
    ['Gantry.Example.com'],
    ['localhost:3000'],
    ['127.0.0.1:3000'],
    ['[::1]:3000'],
    ['gantry.example.com', 'https://gantry.example.com'],
  ])('is known: %s %s', (...[host, origin]: readonly (string | undefined)[]) =>
    expect(accepts(host, origin)).not.toThrow(),
  );

  it.each([
    [undefined],
    ['evil.example.com'],
    ['localhost:3001'],
    ['gantry.example.com.evil.com'],
    ['gantry.example.com', 'https://evil.example.com'],
    ['gantry.example.com', 'http://gantry.example.com'],
    ['gantry.example.com', 'null'],
  ])('is refused: %s %s', (...[host, origin]: readonly (string | undefined)[]) =>
    expect(accepts(host, origin)).toThrow(expect.objectContaining({ code: 'forbidden' })),
  );
});
