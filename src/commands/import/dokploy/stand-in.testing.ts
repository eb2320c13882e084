import { CANARY, startStandIn } from '../stand-in.testing';

/** For tests only: a Dokploy that responds to one key as its API documents for these objects. */
export async function startDokploy({ ip, key }: { ip: string; key: string }) {
  const token = 'dokploy-key';
  const answers = answersOf(ip, key);
  const standIn = await startStandIn({
    prefix: '/api',
    answers,
    isTheirs: ({ headers }) => headers['x-api-key'] === token,
  });
  return { ...standIn, token };
}

/** Members of every application in Dokploy. */
const application = {
  description: null,
  env: null,
  buildArgs: null,
  memoryLimit: null,
  memoryReservation: null,
  cpuLimit: null,
  command: null,
  replicas: 1,
  sourceType: 'docker',
  buildType: 'nixpacks',
  buildPath: '/',
  dockerfile: 'Dockerfile',
  autoDeploy: true,
  enableSubmodules: false,
  watchPaths: null,
  registryUrl: '',
  registry: null,
  domains: [] as unknown[],
  mounts: [] as unknown[],
  ports: [] as unknown[],
  redirects: [] as unknown[],
  security: [] as unknown[],
};

const domain = { https: true, port: 80, path: '/', serviceName: null, certificateType: 'letsencrypt' };

const applications: Record<string, Record<string, unknown>> = {
  web: {
    dockerImage: 'registry.example.com:5000/team/web:1.27',
    env: `API_KEY="${CANARY}"\n# a comment\nGREETING=\${{project.GREETING}} # said to all\nLINES='one\ntwo'`,
    memoryLimit: '536870912',
    cpuLimit: '500000000',
    command: 'serve',
    domains: [
      { ...domain, host: 'shop.example.com', port: 3000 },
      { ...domain, host: 'api.example.com', port: 4000, https: false },
    ],
    ports: [{ publishedPort: 8443, targetPort: 443, protocol: 'tcp' }],
    mounts: [
      { type: 'volume', volumeName: 'uploads', mountPath: '/uploads' },
      { type: 'bind', hostPath: '/srv/media', mountPath: '/media' },
      { type: 'file', content: CANARY, filePath: 'app.conf', mountPath: '/etc/app.conf' },
    ],
  },
  docs: {
    sourceType: 'git',
    buildType: 'dockerfile',
    customGitUrl: 'git@git.example.com:team/docs.git',
    customGitBranch: 'release',
    customGitBuildPath: '/site',
    customGitSSHKeyId: 'k1',
    autoDeploy: false,
  },
  site: {
    sourceType: 'git',
    buildType: 'static',
    customGitUrl: 'https://git.example.com/team/site',
    customGitBranch: 'main',
    enableSubmodules: true,
  },
  forge: { sourceType: 'github', repository: 'shop', owner: 'team', branch: 'main' },
  heroku: { sourceType: 'git', buildType: 'heroku_buildpacks', customGitUrl: 'https://git.example.com/x' },
  paketo: { sourceType: 'git', buildType: 'paketo_buildpacks', customGitUrl: 'https://git.example.com/y' },
  rail: { sourceType: 'git', buildType: 'railpack', customGitUrl: 'https://git.example.com/z' },
  other: { sourceType: 'git', buildType: 'own_buildpacks', customGitUrl: 'https://git.example.com/o' },
};

const database = { description: null, env: null, externalPort: null, mounts: [], backups: [] };

function answersOf(ip: string, key: string): Record<string, unknown> {
  const server = { serverId: 's1', name: 'one', ipAddress: ip };
  const listed = (kind: string, names: readonly string[]) =>
    names.map((name) => ({ [`${kind}Id`]: name, name, appName: `${name}-x1y2z3` }));
  const one = (kind: string, name: string, object: object) => [
    `/${kind}.one?${kind}Id=${name}`,
    { [`${kind}Id`]: name, name, appName: `${name}-x1y2z3`, serverId: 's1', server, ...object },
  ];
  const schedule = {
    scheduleId: 't1',
    name: 'nightly',
    command: 'date',
    cronExpression: '0 3 * * *',
    enabled: true,
  };
  return {
    '/project.all': [
      {
        projectId: 'p1',
        name: 'Shop',
        description: 'All of it',
        env: `GREETING=${CANARY}`,
        environments: [
          {
            environmentId: 'e1',
            name: 'production',
            env: '',
            applications: listed('application', Object.keys(applications)),
            postgres: listed('postgres', ['store']),
            mysql: [],
            mariadb: [],
            mongo: [],
            redis: listed('redis', ['cache']),
            compose: listed('compose', ['blog', 'cloned']),
          },
          { environmentId: 'e2', name: 'staging', env: `MODE=${CANARY}`, applications: [] },
        ],
      },
      { projectId: 'p2', name: 'Other', description: '', env: '', environments: [] },
    ],
    ...Object.fromEntries(
      Object.entries(applications).map(([name, each]) =>
        one('application', name, { ...application, ...each }),
      ),
    ),
    ...Object.fromEntries([
      one('postgres', 'store', {
        ...database,
        dockerImage: 'postgres:16',
        databaseName: 'shop',
        databaseUser: 'shop',
        databasePassword: CANARY,
        externalPort: 15432,
        backups: [
          { schedule: '0 4 * * *', enabled: true, database: 'shop', keepLatestCount: 5, prefix: '/' },
        ],
      }),
      one('redis', 'cache', { ...database, dockerImage: 'redis:7', databasePassword: CANARY }),
      one('compose', 'blog', {
        description: null,
        env: `TITLE=${CANARY}`,
        sourceType: 'raw',
        composeType: 'docker-compose',
        composeFile: `services:\n  web:\n    image: ghost:5\n    environment:\n      - TITLE=\${TITLE}\n`,
        domains: [{ ...domain, host: 'blog.example.com', serviceName: 'web', port: 2368 }],
        mounts: [{ type: 'file', filePath: 'ghost.json', mountPath: '', content: '{}' }],
      }),
      one('compose', 'cloned', { sourceType: 'github', composeType: 'docker-compose', composeFile: '' }),
    ]),
    '/sshKey.one?sshKeyId=k1': { sshKeyId: 'k1', name: key, publicKey: 'ssh-ed25519 AAAA' },
    ...Object.fromEntries(
      Object.keys(applications).map((id) => [
        `/schedule.list?id=${id}&scheduleType=application`,
        id === 'web' ? [schedule] : [],
      ]),
    ),
    '/schedule.list?id=blog&scheduleType=compose': [{ ...schedule, serviceName: 'web' }],
  };
}
