'use client';

import { useState } from 'react';
import type { PreviewState } from '../../domain/states';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { readTime, Time } from '../feedback/time';
import { useNow } from '../feedback/use-now';
import { Section } from '../page/section';
import { paths } from '../paths';
import { Badge, type Tone } from '../primitives/badge';
import { Button } from '../primitives/button';
import { Link } from '../primitives/link';
import { Status } from '../primitives/status';
import { useDenials } from '../session/use-can';
import { Addresses } from './addresses';
import { PreviewComponents } from './preview-components';
import type { Preview, Previews } from './use-previews';

const states: Readonly<Record<PreviewState, readonly [label: string, tone: Tone]>> = {
  waiting: ['Not deployed', 'idle'],
  deploying: ['Deploying', 'busy'],
  running: ['Deployed', 'ok'],
  failed: ['Deployment failed', 'bad'],
  removing: ['Being removed', 'busy'],
};

interface PlacesProps {
  uuid: string;
  /** Whether the application has a compose file. */
  isComposed: boolean;
  project: string | undefined;
  preview: Preview;
}

interface PreviewSectionProps extends PlacesProps {
  previews: Previews;
}

/** Preview of one pull request: what runs for it, its addresses, and the actions on it. */
export function PreviewSection({ uuid, isComposed, project, preview, previews }: PreviewSectionProps) {
  const [question, setQuestion] = useState<'approve' | 'delete' | null>(null);
  const denialOf = useDenials();
  const number = preview.pull_request_id;
  const ids = { uuid, pull_request_id: String(number) };
  const isGoing = preview.state === 'removing';
  const close = () => setQuestion(null);
  const denied = {
    deploy: denialOf('application:deploy', project),
    update: denialOf('application:update', project),
  };
  return (
    <Section
      title={`#${number} ${preview.pull_request_title}`.trim()}
      description={<PullRequestFacts preview={preview} />}
      actions={
        <div className="flex flex-wrap gap-2">
          {preview.needs_approval && !isGoing && (
            <Button variant="primary" denied={denied.deploy} onClick={() => setQuestion('approve')}>
              Approve
            </Button>
          )}
          {preview.deployment_uuid !== null && !isGoing && (
            <Button
              denied={denied.deploy}
              busy={previews.deploy.isPending}
              onClick={() => previews.deploy.mutate({ uuid, pr: number, force: true })}
            >
              Deploy again
            </Button>
          )}
          <Button
            variant="danger-quiet"
            disabled={isGoing}
            denied={denied.update}
            onClick={() => setQuestion('delete')}
          >
            Delete
          </Button>
        </div>
      }
    >
      <PreviewPlaces {...{ uuid, isComposed, project, preview }} />
      <ConfirmDialog
        open={question === 'approve'}
        onOpenChange={close}
        title={`Approve pull request #${number}?`}
        confirmLabel="Approve and deploy"
        danger={false}
        onConfirm={() => previews.approve.mutateAsync({ ...ids, commit: preview.commit })}
      >
        <p>
          Commit <code>{preview.commit.slice(0, 12)}</code> comes from a fork. Approving it builds and runs it
          on your server, so review its changes first. It gets no secrets, and later commits need approval
          again.
        </p>
      </ConfirmDialog>
      <ConfirmDialog
        open={question === 'delete'}
        onOpenChange={close}
        title={`Delete the preview of #${number}?`}
        confirmLabel="Delete preview"
        onConfirm={() => previews.remove.mutateAsync(ids)}
      >
        <p>
          This removes its containers, volumes with their data, images, network and address. The application
          and the pull request are not affected; the next commit creates a new preview.
        </p>
      </ConfirmDialog>
    </Section>
  );
}

function PullRequestFacts({ preview }: { preview: Preview }) {
  const { pull_request_html_url: url, pull_request_author: author, git_branch: branch } = preview;
  return (
    <>
      {preview.is_fork && (
        <>
          <Badge tone="warn">Fork, no secrets</Badge>{' '}
        </>
      )}
      {author !== null && <>by {author} </>}
      {branch !== null && <code className="wrap-anywhere text-xs">{branch}</code>}
      {url !== null && (
        <a className="block underline" href={url} target="_blank" rel="noreferrer">
          Open the pull request
        </a>
      )}
    </>
  );
}

function PreviewPlaces({ uuid, isComposed, project, preview }: PlacesProps) {
  const [label, tone] = states[preview.state];
  const { fqdn, components, deployment_uuid: deployment } = preview;
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        <Status tone={tone}>{label}</Status>
        {preview.needs_approval && <Status tone="warn">Waiting for approval</Status>}
        {preview.expires_at !== null && <Expiry at={preview.expires_at} />}
      </div>
      {components.length > 0 ? (
        <PreviewComponents {...{ uuid, project, components }} />
      ) : isComposed ? (
        deployment === null && (
          <p className="text-ink-3">Its services and their addresses appear after the deployment.</p>
        )
      ) : fqdn === null ? (
        <p className="text-ink-3">The application has no domain, so this preview has no address.</p>
      ) : (
        <Addresses list={fqdn} />
      )}
      {deployment !== null && (
        <Link className="underline" href={paths.deployment(uuid, deployment)}>
          Last deployment
        </Link>
      )}
    </div>
  );
}

function Expiry({ at }: { at: string }) {
  const now = useNow(30_000);
  return (
    <span className="text-ink-3">
      {readTime(at) <= now ? (
        'Expired, about to be removed'
      ) : (
        <>
          Expires <Time value={at} /> unless there is a new commit
        </>
      )}
    </span>
  );
}
