import { describe, expect, it } from 'vitest';
import { componentFacts, factsOf, journalledFacts, mergeFacts, requireFact } from './facts';

describe('facts', () => {
  it('of one component do not replace those of another, nor what was known of it before', () => {
    const facts = mergeFacts(
      { commit: 'abc' },
      componentFacts('web', { image: 'web:1', port: 80 }),
      undefined,
      componentFacts('worker', { image: 'worker:1' }),
      componentFacts('web', { port: 81 }),
    );
    expect(facts).toEqual({
      commit: 'abc',
      components: { web: { image: 'web:1', port: 81 }, worker: { image: 'worker:1' } },
    });
    expect(factsOf(facts, 'mail')).toEqual({});
  });

  it('that a plan needs and no step found are a defect of the plan', () => {
    expect(() => requireFact({}, 'web', 'containerId')).toThrow(/"containerId" before a step found it/);
    expect(requireFact(componentFacts('web', { port: 80 }), 'web', 'port')).toBe(80);
  });

  it('that an earlier version journalled are those of the only component', () => {
    const rows = [
      { containerName: 'app-1' },
      { commit: 'abc', knownHosts: 'git.example.com ssh-ed25519 AAAA' },
      { image: 'app:1', imageReady: true },
      { previous: [{ id: 'c1', name: 'app-0', running: true }], slot: 'green', previousRoutes: '{}' },
      {},
    ];
    expect(mergeFacts(...rows.map(journalledFacts))).toEqual({
      commit: 'abc',
      knownHosts: 'git.example.com ssh-ed25519 AAAA',
      components: {
        main: {
          containerName: 'app-1',
          image: 'app:1',
          imageReady: true,
          previous: [{ id: 'c1', name: 'app-0', running: true }],
          slot: 'green',
          previousRoutes: '{}',
        },
      },
    });
  });

  it('of today are read as they were written', () => {
    const facts = mergeFacts({ commit: 'abc' }, componentFacts('web', { port: 80 }));
    expect(journalledFacts({ ...facts })).toEqual(facts);
    expect(journalledFacts({ commit: 'abc' })).toEqual({ commit: 'abc' });
  });
});
