import { parseGitRepository } from '../../domain/input/git/git-repository';
import type { GitSource } from '../../domain/workload/source';
import type { OperationRef } from '../../domain/workload/workload-ref';
import type { ForwardedKey } from '../../transport/agent/forwarded-key';
import type { Action } from '../plan/action';
import type { CheckoutAccess, UsedPath } from '../plan/build-template';
import { fact, type Text } from '../plan/text';
import type { Step } from '../plan/types';
import { sourceFolder, workspaceFolder } from '../server/folders';
import { gitCommand } from './git-command';
import { hostLines, keysOf, knownHostsName } from './known-hosts';

const resolveDeadlineMs = 60_000;
const localDeadlineMs = 5 * 60_000;
const fetchDeadlineMs = 15 * 60_000;
/** Git's name for a tree without files, known to every repository. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
/** Signatures for an ordinary command: each connection signs once, and a fetch makes one or two. */
const fewSignatures = 4;
/** Signatures for a command that connects for each submodule or batch of large files. */
const manySignatures = 64;
/** Matches a full commit id, which needs no lookup. */
export const fullCommit = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

interface Checkout {
  /** Paths that are read from it. */
  paths: readonly UsedPath[];
  /** Components built from it: it is not needed once the images of all of them exist. */
  components: readonly string[];
  /** Paths that the build writes, removed: a link of the repository could lead it anywhere on the server. */
  cleared?: readonly string[];
}

/** Make the steps that bring the wanted commit of a Git repository to the server (`deployment.md` D3.1–D3.3). */
export function gitSteps(
  of: OperationRef,
  source: GitSource,
  { paths, components, cleared = [] }: Checkout,
): GitSteps {
  const git = new GitActions(of, source);
  return {
    resolve: {
      id: 'resolve-commit',
      title: `Find the commit of ${source.branch}`,
      actions: [git.writeKnownHosts(), ...git.resolveCommit(), ...git.readKnownHosts()],
      // A short commit is completed from the history, which must be fetched.
      deadlineMs: source.commit === 'HEAD' ? resolveDeadlineMs : fetchDeadlineMs,
      onFail: 'fail',
    },
    fetch: {
      id: 'source',
      title: 'Fetch the source',
      actions: [
        { kind: 'remove-path', path: git.folder },
        ...git.fetchAndCheckout(),
        ...git.readKnownHosts(),
        ...git.submodules(),
        ...git.largeFiles(),
        { kind: 'check-inside', root: git.folder, paths },
        ...cleared.map((path): Action => ({ kind: 'remove-path', path })),
      ],
      deadlineMs: fetchDeadlineMs,
      onFail: 'fail',
      unless: { component: components, facts: ['imageReady'] },
    },
  };
}

interface GitSteps {
  resolve: Step;
  fetch: Step;
}

type CommandAction = Extract<Action, { kind: 'command' }>;

class GitActions {
  readonly folder: string;
  private readonly url: string;
  private readonly knownHostsFile: string;
  private readonly knownHostsName: string | null;

  constructor(
    of: OperationRef,
    private readonly source: GitSource,
  ) {
    this.folder = sourceFolder(of);
    this.url = source.repository;
    this.knownHostsName = knownHostsName(source.repository);
    this.knownHostsFile = `${workspaceFolder(of)}/known_hosts`;
  }

  writeKnownHosts(): Action {
    return { kind: 'write-file', path: this.knownHostsFile, content: this.source.knownHosts, mode: 0o600 };
  }

  /** Read the host key that the fetch pinned; only a repository fetched by SSH has one. */
  readKnownHosts(): Action[] {
    if (this.knownHostsName === null) return [];
    const command = { argv: ['cat', this.knownHostsFile], deadlineMs: resolveDeadlineMs } as const;
    return [{ kind: 'command', command, capture: { as: 'known-hosts', host: this.knownHostsName } }];
  }

  /** Find the commit. A full one needs no lookup; a short one is completed from the branch. */
  resolveCommit(): Action[] {
    const { commit } = this.source;
    if (commit === 'HEAD') return [this.askForHead()];
    return fullCommit.test(commit) ? [{ kind: 'set-fact', facts: { commit } }] : this.completeCommit();
  }

  private askForHead(): Action {
    const { branch, refs: ofRequest } = this.source;
    const refs = ofRequest ?? [...this.refs, `refs/tags/${branch}^{}`];
    return {
      ...this.remote(['ls-remote', '--exit-code', '--end-of-options', this.url, ...refs], resolveDeadlineMs),
      capture: { as: 'ls-remote', branch, ...(ofRequest && { refs: ofRequest }) },
      explain: `Check the repository address, that ${this.called} exists, and that the server can read it.`,
    };
  }

  private completeCommit(): Action[] {
    const { commit, advice } = this.source;
    return [
      { kind: 'remove-path', path: this.folder },
      this.local(['init', '--quiet', '--', this.folder]),
      {
        ...this.oneOf(this.refs.map((ref) => this.fetch(ref))),
        ...(advice !== undefined && { explain: advice }),
      },
      {
        ...this.local([...this.here, 'rev-parse', '--verify', '--end-of-options', `${commit}^{commit}`]),
        capture: { as: 'rev-parse' },
        explain: `The commit ${commit} is not part of ${this.called}.`,
      },
    ];
  }

  /** Fetch only the wanted commit, or the whole branch if the server refuses that, and check it out. */
  fetchAndCheckout(): Action[] {
    const one = this.fetch(fact('commit'), '--depth=1');
    const whole = this.refs.map((ref) => this.fetch(ref));
    return [
      this.local(['init', '--quiet', '--', this.folder]),
      {
        ...this.oneOf(this.source.shallow ? [one, ...whole] : [...whole, one]),
        explain:
          this.source.advice ??
          'The commit could not be fetched. Check that it is part of the branch and that the server can read it.',
      },
      this.local([...this.here, 'checkout', '--quiet', '--force', '--detach', fact('commit')]),
      { ...this.local([...this.here, 'log', '-1', '--format=%s']), capture: { as: 'subject' } },
    ];
  }

  submodules(): Action[] {
    if (!this.source.submodules) return [];
    const forwardKey = this.lentKey(manySignatures);
    return [
      {
        kind: 'fetch-submodules',
        git: this.checkout,
        repository: this.url,
        ...(forwardKey && { forwardKey }),
      },
    ];
  }

  largeFiles(): Action[] {
    if (!this.source.lfs) return [];
    return [
      { kind: 'check-lfs-servers', git: this.checkout },
      this.local([...this.here, 'remote', 'add', 'origin', this.url]),
      {
        // Succeeds when LFS keeps no file of the checkout: then the server does not need git-lfs.
        ...this.remote(
          [...this.here, 'diff', '--quiet', '--cached', emptyTree, '--', ':(attr:filter=lfs)'],
          fetchDeadlineMs,
          manySignatures,
        ),
        otherwise: [this.remote([...this.here, 'lfs', 'pull', 'origin'], fetchDeadlineMs).command],
        explain:
          'The repository uses Git LFS. Install the git-lfs package on the server, or turn Git LFS off.',
      },
    ];
  }

  /** Refs that `branch` may mean, or those of the pull request, best first (`deployment.md` D3.1). */
  private get refs(): readonly string[] {
    const { branch, refs } = this.source;
    return refs ?? [`refs/heads/${branch}`, `refs/tags/${branch}`];
  }

  private get called(): string {
    const { branch, refs } = this.source;
    return refs ? `the pull request (${branch})` : `the branch or tag "${branch}"`;
  }

  private get here(): string[] {
    return ['-C', this.folder];
  }

  private get checkout(): CheckoutAccess {
    const { folder, knownHostsFile } = this;
    const { internalHosts, credentials = null } = this.source;
    return { folder, knownHostsFile, internalHosts, ...(credentials && { credentials }) };
  }

  private fetch(what: Text, ...options: string[]): Text[] {
    return [...this.here, 'fetch', '--quiet', '--no-tags', ...options, '--end-of-options', this.url, what];
  }

  /** Run the first of several commands that the repository's host accepts. */
  private oneOf(commands: readonly Text[][]): CommandAction {
    const [first = [], ...others] = commands;
    const otherwise = others.map((argv) => this.remote(argv, fetchDeadlineMs).command);
    return { ...this.remote(first, fetchDeadlineMs), otherwise };
  }

  /** Run a command that talks to the repository's host: only such a command may use the deploy key or a token. */
  private remote(argv: readonly Text[], deadlineMs: number, mostSignatures = fewSignatures): CommandAction {
    const { credentials = null } = this.source;
    const command = gitCommand({ ...this.access, credentials }, argv, deadlineMs);
    const forwardKey = this.lentKey(mostSignatures);
    return { kind: 'command', command, ...(forwardKey && { forwardKey }) };
  }

  private local(argv: readonly Text[]): CommandAction {
    return { kind: 'command', command: gitCommand(this.access, argv, localDeadlineMs) };
  }

  private get access() {
    return { allowHttp: this.source.allowHttp, knownHostsFile: this.knownHostsFile };
  }

  /** Get the deploy key for signing in to the repository's host as its user, and nowhere else. */
  private lentKey(mostSignatures: number): ForwardedKey | null {
    const { deployKey, openedServers, knownHosts, repository } = this.source;
    const user = parseGitRepository(repository)?.user ?? null;
    if (deployKey === null || user === null || this.knownHostsName === null) return null;
    return {
      privateKey: deployKey,
      user,
      hostKeys: keysOf(hostLines(knownHosts, this.knownHostsName)),
      foreignHostKeys: openedServers ?? [],
      mustBind: openedServers !== null,
      mostSignatures,
    };
  }
}
