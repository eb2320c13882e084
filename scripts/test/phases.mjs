// What `npm test` runs, in order: the phases of one round side by side. A phase with a runner counts its tests; one with
// several `tries` runs again when it fails, and the summary says so.
export const rounds = [
  [{ title: 'Database client', script: 'generate' }],
  [
    { title: 'Unit tests', script: 'test:unit', runner: 'vitest' },
    // One core each: alone they would leave the others idle for a minute.
    { title: 'Types', script: 'types' },
    { title: 'Linter', script: 'lint' },
    { title: 'Floors and fences', script: 'floors' },
  ],
  [{ title: 'Integration tests on a real PostgreSQL', script: 'test:integration', runner: 'vitest' }],
  [{ title: 'Build', script: 'build' }],
  [{ title: 'Deployments on real servers', script: 'test:e2e', runner: 'vitest' }],
  [{ title: 'Journeys in a real browser', script: 'test:browser', runner: 'playwright' }],
  // Faults strike at the same moments in each run of a seed, but what they meet there differs.
  [{ title: 'Faults at random', script: 'test:chaos', runner: 'chaos', tries: 2 }],
];
