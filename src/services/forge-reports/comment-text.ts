import type { Preview, PreviewComponent } from '../../db/generated/client';
import { urlsOf } from '../../domain/workload/component-urls';
import type { OrganizationScope } from '../context';

const SHORT_COMMIT = 7;

const states: Readonly<Record<Preview['state'], string>> = {
  waiting: 'A member has to approve it before it is deployed.',
  deploying: 'It is being deployed.',
  running: 'It is deployed.',
  failed: 'Its last deployment failed.',
  removing: 'It is being removed.',
};
const REMOVED = 'It was removed.';

/** Text, in Markdown, of the comment at a pull request. @param preview null: removed */
export function commentText(
  { installation }: OrganizationScope,
  { uuid, name }: { uuid: string; name: string },
  preview: (Preview & { components: PreviewComponent[] }) | null,
): string {
  const title = `**Preview of ${name}**: ${preview === null ? REMOVED : states[preview.state]}`;
  if (preview === null) return title;
  const { commit, deploymentUuid, fqdn, state, components } = preview;
  const ofComponents = components.map((component) => ({
    of: `Address of ${component.name}`,
    urls: urlsOf([component]),
  }));
  const addresses = fqdn === null ? ofComponents : [{ of: 'Address', urls: [fqdn] }];
  const page = `${installation.publicUrl}/applications/${uuid}`;
  const lines = [
    ...addresses
      .filter(({ urls }) => urls.length > 0 && state !== 'removing')
      .map(({ of, urls }) => `${of}: ${urls.join(', ')}`),
    ...(/^[0-9a-f]{40}$/.test(commit) ? [`Commit: ${commit.slice(0, SHORT_COMMIT)}`] : []),
    deploymentUuid === null
      ? `[Previews](${page}/previews)`
      : `[Deployment](${page}/deployments/${deploymentUuid})`,
  ];
  return [title, ...lines.map((line) => `- ${line}`)].join('\n');
}
