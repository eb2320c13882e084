import { describe, expect, it } from 'vitest';
import { Secret } from '../../../domain/secret';
import { certificateFailures } from './certificate-failures';
import { withTls } from './tls';

const policy = { '@id': 'gantry_acme', issuers: [{ module: 'acme', ca: 'https://acme.example/dir' }] };
const own = { uuid: 'one', chain: 'CHAIN', key: new Secret('KEY') };
const loaded = { certificate: 'CHAIN', key: 'KEY', tags: ['gantry_one'] };

describe('where certificates come from', () => {
  it('is left to the proxy where nothing is said', () => {
    expect(withTls(null, null, [])).toBeNull();
    expect(withTls({}, null, [])).toEqual({});
  });

  it('is set beside what an operator has set, and taken away again', () => {
    const operators = {
      automation: { renew_interval: '1h', policies: [{ subjects: ['x'] }] },
      certificates: { load_pem: [{ certificate: 'A', key: 'B' }] },
    };
    const set = withTls(operators, policy, [own]);
    expect(set).toEqual({
      automation: { renew_interval: '1h', policies: [{ subjects: ['x'] }, policy] },
      certificates: { load_pem: [{ certificate: 'A', key: 'B' }, loaded] },
    });
    expect(withTls(set, policy, [own])).toEqual(set);
    expect(withTls(set, null, [])).toEqual(operators);
    expect(withTls(withTls(null, policy, [own]), null, [])).toEqual({});
  });
});

describe('failures in the log of the proxy', () => {
  const line = (entry: object) => ({
    text: JSON.stringify({ logger: 'tls.obtain', ts: 1700000000.25, ...entry }),
  });

  it('are found by domain, the newest of each', () => {
    const failures = certificateFailures([
      { text: '{"level":"info"' },
      { text: 'text' },
      line({ identifier: 'a.example', error: 'HTTP 403', ts: 1600000000 }),
      line({ identifier: 'a.example', error: 'HTTP 500' }),
      line({ error: '[b.example] Obtain: no DNS record', attempt: 1 }),
      line({ error: 'of no domain' }),
      { text: JSON.stringify({ logger: 'http', identifier: 'c.example', error: 'x', ts: 1 }) },
    ]);
    expect([...failures]).toEqual([
      ['a.example', { message: 'HTTP 500', at: new Date(1700000000250) }],
      ['b.example', { message: 'no DNS record', at: new Date(1700000000250) }],
    ]);
  });
});
