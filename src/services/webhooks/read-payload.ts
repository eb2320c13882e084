import type { Forge } from '../../domain/forge';
import type { WebhookEvent } from '../../domain/webhook/event';
import { readBitbucket } from './payloads/bitbucket';
import { readGitHub } from './payloads/github';
import { readGitLab } from './payloads/gitlab';

const readers: Readonly<Record<Forge, (event: string, body: unknown) => WebhookEvent>> = {
  github: readGitHub,
  gitea: readGitHub,
  gitlab: readGitLab,
  bitbucket: readBitbucket,
};

/** Read a forge's payload. An unknown one is an event that deploys nothing, never a failure. */
export function readPayload(provider: Forge, event: string, body: unknown): WebhookEvent {
  return readers[provider](event, body);
}
