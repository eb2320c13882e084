import type { DeploymentSpec, GitSource } from '../../domain/deployment-spec';
import { type Action, fact, type Step, type Text, type UsedPath } from '../plan-types';
import { sourceFolder, workspaceFolder } from '../server-folders';
import { gitCommand, repositoryUrl } from './git-command';

const resolveDeadlineMs = 60_000;
const localDeadlineMs = 5 * 60_000;
const fetchDeadlineMs = 15 * 60_000;
/** Git's name for a tree without files, known to every repository. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
/** A commit that nothing has to be asked about. */
export const fullCommit = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/** The steps that bring the wanted commit of a Git repository to the server (`deployment.md` D3.1–D3.3). */
export function gitSteps(spec: DeploymentSpec, source: GitSource, usedPaths: readonly UsedPath[]): GitSteps {
  const git = new GitActions(spec, source);
  return {
    resolve: {
      id: 'resolve-commit',
      title: `Find the commit of ${source.branch}`,
      actions: [git.writeKnownHosts(), ...git.resolveCommit()],
      // A short commit is completed from the history, which has to be fetched.
      deadlineMs: source.commit === 'HEAD' ? resolveDeadlineMs : fetchDeadlineMs,
      onFail: 'fail',
    },
    fetch: {
      id: 'source',
      title: 'Fetch the source',
      actions: [
        { kind: 'remove-path', path: git.folder },
        ...git.fetchAndCheckout(),
        ...git.submodules(),
        ...git.largeFiles(),
        ...git.readKnownHosts(),
        { kind: 'check-inside', root: git.folder, paths: usedPaths },
      ],
      deadlineMs: fetchDeadlineMs,
      onFail: 'fail',
      unless: 'imageReady',
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

  constructor(
    spec: DeploymentSpec,
    private readonly source: GitSource,
  ) {
    this.folder = sourceFolder(spec);
    this.url = repositoryUrl(source.repository);
    this.knownHostsFile = `${workspaceFolder(spec)}/known_hosts`;
  }

  writeKnownHosts(): Action {
    return { kind: 'write-file', path: this.knownHostsFile, content: this.source.knownHosts, mode: 0o600 };
  }

  readKnownHosts(): Action[] {
    const command = { argv: ['cat', this.knownHostsFile], deadlineMs: resolveDeadlineMs } as const;
    return [{ kind: 'command', command, capture: { as: 'known-hosts' } }];
  }

  /** A full commit needs no question; a short one is completed from the branch. */
  resolveCommit(): Action[] {
    const { commit } = this.source;
    if (commit === 'HEAD') return [this.askForHead()];
    return fullCommit.test(commit) ? [{ kind: 'set-fact', facts: { commit } }] : this.completeCommit();
  }

  private askForHead(): Action {
    return {
      ...this.remote(['ls-remote', '--exit-code', '--end-of-options', this.url, this.ref], resolveDeadlineMs),
      capture: { as: 'ls-remote', ref: this.ref },
      explain: `Check the repository address, that the branch "${this.source.branch}" exists, and that the server may read it.`,
    };
  }

  private completeCommit(): Action[] {
    return [
      { kind: 'remove-path', path: this.folder },
      this.local(['init', '--quiet', '--', this.folder]),
      this.remote(this.fetch(this.ref), fetchDeadlineMs),
      {
        ...this.local([
          ...this.here,
          'rev-parse',
          '--verify',
          '--end-of-options',
          `${this.source.commit}^{commit}`,
        ]),
        capture: { as: 'rev-parse' },
        explain: `The commit ${this.source.commit} is not part of the branch "${this.source.branch}".`,
      },
    ];
  }

  /** The wanted commit alone, or the whole branch; servers that refuse one of the two get asked for the other. */
  fetchAndCheckout(): Action[] {
    const one = this.fetch(fact('commit'), '--depth=1');
    const [first, second] = this.source.shallow ? [one, this.fetch(this.ref)] : [this.fetch(this.ref), one];
    return [
      this.local(['init', '--quiet', '--', this.folder]),
      {
        ...this.remote(first, fetchDeadlineMs),
        otherwise: this.remote(second, fetchDeadlineMs).command,
        explain:
          'The commit could not be fetched. Check that it is part of the branch and that the server may read it.',
      },
      this.local([...this.here, 'checkout', '--quiet', '--force', '--detach', fact('commit')]),
      { ...this.local([...this.here, 'log', '-1', '--format=%s']), capture: { as: 'subject' } },
    ];
  }

  submodules(): Action[] {
    if (!this.source.submodules) return [];
    const update = [...this.here, 'submodule', '--quiet', 'update', '--init', '--recursive'];
    return [
      {
        ...this.remote([...update, '--depth=1'], fetchDeadlineMs),
        otherwise: this.remote(update, fetchDeadlineMs).command,
        explain:
          'A submodule could not be fetched: only https and ssh addresses that this server can read are allowed.',
      },
    ];
  }

  largeFiles(): Action[] {
    if (!this.source.lfs) return [];
    return [
      this.local([...this.here, 'remote', 'add', 'origin', this.url]),
      {
        // Succeeds when no file of the checkout is kept by LFS: then the server does not need git-lfs.
        ...this.remote(
          [...this.here, 'diff', '--quiet', '--cached', emptyTree, '--', ':(attr:filter=lfs)'],
          fetchDeadlineMs,
        ),
        otherwise: this.remote([...this.here, 'lfs', 'pull', 'origin'], fetchDeadlineMs).command,
        explain:
          'The repository keeps files in Git LFS: install the git-lfs package on the server, or turn Git LFS off.',
      },
    ];
  }

  private get ref(): string {
    return `refs/heads/${this.source.branch}`;
  }

  private get here(): string[] {
    return ['-C', this.folder];
  }

  private fetch(what: Text, ...options: string[]): Text[] {
    return [...this.here, 'fetch', '--quiet', '--no-tags', ...options, '--end-of-options', this.url, what];
  }

  /** A command that talks to the repository's host: the only kind that may use the deploy key. */
  private remote(argv: readonly Text[], deadlineMs: number): CommandAction {
    const command = gitCommand(this.source, this.knownHostsFile, argv, deadlineMs);
    const { deployKey } = this.source;
    return deployKey === null
      ? { kind: 'command', command }
      : { kind: 'command', command, forwardKey: deployKey };
  }

  private local(argv: readonly Text[]): CommandAction {
    return { kind: 'command', command: gitCommand(this.source, this.knownHostsFile, argv, localDeadlineMs) };
  }
}
