// No circles between folders. A folder rule counts all files of a folder, so tests, which may import from above, are
// left out here; floors and fences are in .dependency-cruiser.cjs.

/** Folder of src/transport → folders of it that it may import besides itself. */
const transport = {
  local: [],
  output: [],
  redaction: ['output'],
  agent: [],
  ssh: [],
  command: ['output', 'redaction', 'ssh'],
  http: ['output', 'ssh', 'command'],
  docker: ['output', 'redaction', 'ssh', 'command', 'http'],
  jobs: ['output', 'redaction', 'ssh', 'command'],
};

module.exports = {
  forbidden: [
    {
      name: 'no-folder-loops',
      severity: 'error',
      scope: 'folder',
      from: { path: '^src/' },
      to: { circular: true },
    },
    ...Object.entries(transport).map(([folder, below]) => ({
      name: `transport-${folder}`,
      severity: 'error',
      comment: `src/transport/${folder} may import ${[folder, ...below].join(', ')}`,
      from: { path: `^src/transport/${folder}/` },
      to: { path: '^src/transport/', pathNot: `^src/transport/(${[folder, ...below].join('|')})/` },
    })),
    {
      name: 'transport-has-a-line',
      severity: 'error',
      comment: 'every folder of src/transport is in the list above',
      from: {
        path: '^src/transport/[^/]+/',
        pathNot: `^src/transport/(${Object.keys(transport).join('|')})/`,
      },
      to: {},
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/db/generated/|\\.(test|testing)\\.tsx?$|/testing(/|\\.ts$)' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
