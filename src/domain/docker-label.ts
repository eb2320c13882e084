/** Names of the labels that Gantry gives to Docker's objects. */
export const dockerLabel = {
  /** On everything that Gantry creates. */
  managed: 'gantry.managed',
  /** Uuid of the installation that created an object. */
  instance: 'gantry.instance',
  /** Uuid of the organization that owns an object. */
  organization: 'gantry.organization',
  /** What an object is for, such as `application`, `proxy` or `network`. */
  kind: 'gantry.kind',
  /** Uuid of the workload, or the network, that an object belongs to. */
  resource: 'gantry.resource',
  /** Component, on containers of a workload with several. */
  component: 'gantry.component',
  /** Uuid of the operation that created an object. */
  deployment: 'gantry.deployment',
  /** Digest of the image that a container was created from. */
  release: 'gantry.release',
  /** Hash of the specification that a container was created from. */
  config: 'gantry.config',
  /** Hash of what an image was built from. */
  build: 'gantry.build',
  /** On a container that may exit with 0 and is complete then. */
  ends: 'gantry.ends',
  /** Number of the pull request, on objects of a preview. */
  pullRequest: 'gantry.pull-request',
  /** Which of two containers of a component it is: blue or green. */
  slot: 'gantry.slot',
  /** First exposed port, which the proxy dials while the container keeps its slot. */
  port: 'gantry.port',
  /** Domains of a released container, in the form of `domains`, so that a lost proxy can be restored. */
  domains: 'gantry.domains',
  /** Host ports of a container (`8080/tcp,…`): its replacement may take them. */
  hostPorts: 'gantry.host-ports',
  /** On a container with generated files: their folder is removed with it. */
  files: 'gantry.files',
  /** Uuid of the environment that a network connects. */
  environment: 'gantry.environment',
  /** Program of a proxy's container. Absent: Caddy, from an earlier version of Gantry. */
  proxy: 'gantry.proxy',
} as const;

/** Names of the labels that tools written for Coolify look for. */
export const coolifyLabel = {
  managed: 'coolify.managed',
  proxy: 'coolify.proxy',
  type: 'coolify.type',
  name: 'coolify.name',
  resourceName: 'coolify.resourceName',
  projectName: 'coolify.projectName',
  environmentName: 'coolify.environmentName',
  pullRequestId: 'coolify.pullRequestId',
} as const;
