import type { Call } from '../remote-api/call';

/** States of a deployment that forges show at its commit. */
export const commitStates = ['running', 'succeeded', 'failed', 'cancelled'] as const;
export type CommitState = (typeof commitStates)[number];

export interface CommitStatus {
  /** Full commit. */
  commit: string;
  state: CommitState;
  /** Identifies what reports, among several that do so at the same commit: letters, digits and hyphens, at most 40. */
  key: string;
  /** Name that users see. */
  name: string;
  description: string;
  /** Page to which the status links. */
  url: string;
  /** Where the forge finds the commit: a branch or tag, or a pull request; null: not known. */
  ref: { branch: string } | { pullRequestId: number } | null;
}

/** A deployment in the forge's own list of them. */
export interface ForgeDeployment {
  /** As the forge numbers it; null: it is not in the list yet. */
  id: string | null;
  commit: string;
  /** `inactive`: what was deployed is gone. */
  state: CommitState | 'inactive';
  /** Identifies the deployment, so that an attempt that was killed does not add it twice. */
  uuid: string;
  environment: string;
  description: string;
  /** Page of the deployment. */
  logUrl: string;
  /** Address of what is deployed; null: it has none. */
  url: string | null;
}

/** A comment at a pull request, by the number that the forge gave it. */
export interface CommentAt {
  pullRequestId: number;
  id: string;
}

export interface TokenCheck {
  isValid: boolean;
  /** For users. */
  message: string;
}

/** What Gantry does at a forge. Repositories are given by their full name, such as `group/project`. */
export interface ForgeApi {
  /** Base URL of the API of a forge, from its web address without a final slash. */
  apiUrlOf(htmlUrl: string): string;
  /** Header that carries a token. */
  authorization(token: string): string;
  headers?: Readonly<Record<string, string>>;
  /**
   * Whether a token can be used, as far as the forge tells.
   * @param repository one that it is used for; null: there is none yet
   */
  checkToken(call: Call, repository: string | null): Promise<TokenCheck>;
  /** Show a state at a commit. Repeatable. */
  setStatus(call: Call, repository: string, status: CommitStatus): Promise<void>;
  /** Put a deployment into the forge's list, or set its state there. Absent: the forge has none. @returns its number */
  setDeployment?: (call: Call, repository: string, deployment: ForgeDeployment) => Promise<string>;
  /** Write a comment at a pull request. @returns its number */
  addComment(call: Call, repository: string, pullRequestId: number, text: string): Promise<string>;
  /** Replace the text of a comment. @returns false: it was deleted, or another user wrote it */
  changeComment(call: Call, repository: string, comment: CommentAt, text: string): Promise<boolean>;
}
