// What `npm test` runs, in order. A phase with a runner counts its tests.
export const phases = [
  { title: 'Database client', script: 'generate' },
  { title: 'Types', script: 'types' },
  { title: 'Linter', script: 'lint' },
  { title: 'Floors and fences', script: 'floors' },
  { title: 'Unit tests', script: 'test:unit', runner: 'vitest' },
  { title: 'Integration tests on a real PostgreSQL', script: 'test:integration', runner: 'vitest' },
  { title: 'Build', script: 'build' },
  { title: 'Deployments on real servers', script: 'test:e2e', runner: 'vitest' },
  { title: 'Journeys in a real browser', script: 'test:browser', runner: 'playwright' },
];
