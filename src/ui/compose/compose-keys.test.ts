import { describe, expect, it } from 'vitest';
import { composeOptions } from './compose-keys';

const at = (text: string) => composeOptions(text.split('\n'));

describe('what can be written', () => {
  it('is a key of the place, by its indentation', () => {
    expect(at('')).toContain('services');
    expect(at('services:\n  web:\n    im')).toContain('image');
    expect(at('services:\n  web:\n    image: a\n    healthcheck:\n      ')).toContain('start_period');
    expect(at('services:\n  web:\n    deploy:\n      resources:\n        limits:\n          ')).toEqual([
      'cpus',
      'memory',
      'pids',
    ]);
    expect(at('services:\n  web:\n    depends_on:\n      store:\n        ')).toContain('condition');
    expect(at('services:\n  web:\n    volumes:\n      - ')).toContain('target');
    expect(at('services:\n  web:\n    image: a\nvolumes:\n  data:\n    ')).toContain('external');
  });

  it('is nothing where names are the user’s own', () => {
    expect(at('services:\n  ')).toEqual([]);
    expect(at('services:\n  web:\n    environment:\n      ')).toEqual([]);
    expect(at('services:\n  web:\n    image: ngi')).toEqual([]);
  });

  it('is a value of the key', () => {
    expect(at('services:\n  web:\n    restart: un')).toContain('unless-stopped');
    expect(at('        condition: ')).toContain('service_healthy');
  });
});
